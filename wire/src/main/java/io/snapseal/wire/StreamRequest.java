package io.snapseal.wire;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A signed request whose body is still to come.
 *
 * @param parameters of the query, decoded; all of them are signed
 * @param body is not covered by the signature, and is read as the client sends it; ends with an
 *     {@code IOException} if the client ended it before its end
 */
public record StreamRequest(Map<String, List<String>> parameters, InputStream body) {

  public StreamRequest {
    parameters = Map.copyOf(parameters);
  }

  static StreamRequest of(List<Parameter> query, InputStream body) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (Parameter parameter : query) {
      parameters
          .computeIfAbsent(parameter.name(), name -> new ArrayList<>())
          .add(parameter.value());
    }
    return new StreamRequest(parameters, body);
  }

  /** A parameter's first value. */
  public Optional<String> parameter(String name) {
    return values(name).stream().findFirst();
  }

  /** All values of a parameter, in the order sent. */
  public List<String> values(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /** The names of all parameters. */
  public Set<String> names() {
    return parameters.keySet();
  }
}
