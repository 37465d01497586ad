package io.snapseal.wire;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations of one client interface, by their names on the wire. */
final class Operations {
  private final Map<String, Operation> byName = new HashMap<>();

  Operations(Class<?> clientInterface) {
    for (Method method : clientInterface.getMethods()) {
      Operation.of(method).ifPresent(operation -> byName.put(operation.name(), operation));
    }
  }

  Optional<Operation> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Set<String> names() {
    return Set.copyOf(byName.keySet());
  }
}
