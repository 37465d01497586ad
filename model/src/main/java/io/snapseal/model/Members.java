package io.snapseal.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Which members of each operation's request a service acts upon. A caller who asks for more than is
 * done must hear of it. A row has an operation's name on the wire and its members, as the service
 * model names them:
 *
 * <pre>
 * CreateAlias AliasName TargetKeyId
 * </pre>
 */
public final class Members {
  private static final String REQUEST = "Request";

  private final Map<String, Set<String>> byOperation;

  private Members(Map<String, Set<String>> byOperation) {
    this.byOperation = byOperation;
  }

  /** Reads the rows of a file that lies beside a class. */
  public static Members read(Class<?> beside, String file) {
    return parse(RowFile.text(beside, file));
  }

  /**
   * Reads rows.
   *
   * @throws IllegalArgumentException if an operation has two
   */
  public static Members parse(String rows) {
    // The SDK's classes spell DB as Db.
    Map<String, Set<String>> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    rows.lines()
        .filter(row -> !row.isBlank() && !row.startsWith("#"))
        .map(row -> Arrays.asList(row.strip().split("\\s+")))
        .forEach(
            words -> {
              if (read.put(words.get(0), new TreeSet<>(words.subList(1, words.size()))) != null) {
                throw new IllegalArgumentException("two rows for " + words.get(0));
              }
            });
    return new Members(read);
  }

  /** The operations that have a row. */
  public Set<String> operations() {
    return Set.copyOf(byOperation.keySet());
  }

  /** The members of an operation; none if it has no row. */
  public Set<String> of(String operation) {
    return byOperation.getOrDefault(operation, Set.of());
  }

  /** The first member that a request sets and its operation's row does not have. */
  public Optional<String> firstOther(SdkPojo request) {
    Set<String> known = of(operation(request));
    return given(request).stream().filter(member -> !known.contains(member)).findFirst();
  }

  /** The members that a request sets, in the model's order. */
  public static List<String> given(SdkPojo request) {
    return request.sdkFields().stream()
        .filter(field -> isGiven(field.getValueOrDefault(request)))
        .map(SdkField::memberName)
        .toList();
  }

  /** The operation's name, as the SDK spells it in the names of classes. */
  public static String operation(SdkPojo request) {
    String name = request.getClass().getSimpleName();
    return name.endsWith(REQUEST) ? name.substring(0, name.length() - REQUEST.length()) : name;
  }

  /** The SDK shows lists and maps that were not sent as empty ones. */
  private static boolean isGiven(@Nullable Object value) {
    boolean empty =
        (value instanceof Collection<?> list && list.isEmpty())
            || (value instanceof Map<?, ?> map && map.isEmpty());
    return value != null && !empty;
  }
}
