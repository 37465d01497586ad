package io.snapseal.rds;

import io.snapseal.model.RowFile;
import io.snapseal.rds.resource.RdsFaults;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * What is answered to operations that RDS has and a private region has not: that it is so, and why.
 * The rows are those of {@code not-offered.txt}.
 */
final class NotOffered implements InvocationHandler {
  /** By the operation's name on the wire. */
  static final Map<String, String> REASONS = reasons();

  static final String NOT_YET = "this release does not have it";
  private static final String BETWEEN = " : ";

  private final RdsClient client;

  private NotOffered(RdsClient client) {
    this.client = client;
  }

  /** The client, whose missing operations say what is missing. */
  static RdsClient explained(RdsClient client) {
    return (RdsClient)
        Proxy.newProxyInstance(
            RdsClient.class.getClassLoader(),
            new Class<?>[] {RdsClient.class},
            new NotOffered(client));
  }

  /** The SDK interface's own body, which refuses, is what runs for a missing operation. */
  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getTargetException();
      if (thrown instanceof UnsupportedOperationException && arguments != null) {
        throw fault(operation(method));
      }
      throw thrown;
    }
  }

  private static RuntimeException fault(String operation) {
    return RdsFaults.notOffered(
        operation
            + " is not offered by a private region: "
            + REASONS.getOrDefault(operation, NOT_YET)
            + ".");
  }

  static String operation(Method method) {
    String name = method.getName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new HashMap<>();
    RowFile.text(NotOffered.class, "not-offered.txt")
        .lines()
        .filter(row -> !row.isBlank() && !row.startsWith("#"))
        .forEach(
            row -> {
              int between = row.lastIndexOf(BETWEEN);
              for (String operation : row.substring(between + BETWEEN.length()).split(" ", -1)) {
                if (reasons.put(operation, row.substring(0, between)) != null) {
                  throw new IllegalArgumentException("two rows for " + operation);
                }
              }
            });
    return Map.copyOf(reasons);
  }
}
