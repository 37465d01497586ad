package io.snapseal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * What a service's model demands of its requests, and AWS's sentences for what breaks it. The SDK's
 * classes do not carry these demands; they are the "Length Constraints", "Pattern" and "Valid
 * Values" of each API reference, kept as rows of text:
 *
 * <pre>
 * required CreateAlias AliasName TargetKeyId
 * required Tags TagKey TagValue
 * KeyId                    length 1..2048
 * Limit                    range 1..1000
 * Marker                   length 1..1024 pattern [\\u0020-\\u00FF]*
 * Plaintext                length 1..4096 sensitive
 * Policy                   length 1..
 * UserName                 length 1..64 pattern-in-own-words [\\w+=,.@-]+
 * GenerateDataKey.KeySpec  enum AES_256 AES_128
 * Tags.TagKey              length 1..128
 * TagKeys.member           length 1..128
 * </pre>
 *
 * A row is for a member of that name in every operation, or of one operation if that stands before
 * it; a member of a structure in a list has the list's name before it.
 */
public final class Constraints {
  private final Map<String, Constraint> constraints;
  private final Map<String, Set<String>> required;

  private Constraints(ConstraintRows rows) {
    this.constraints = Map.copyOf(rows.constraints);
    this.required = Map.copyOf(rows.required);
  }

  /**
   * Reads rows.
   *
   * @throws IllegalArgumentException if they are not as described
   */
  public static Constraints parse(String rows) {
    return new Constraints(new ConstraintRows(rows));
  }

  /** Reads the rows of a file that lies beside a class. */
  public static Constraints read(Class<?> beside, String file) {
    return parse(RowFile.text(beside, file));
  }

  /** The row for a member, that of its operation first. */
  public Optional<Constraint> of(String operation, String member) {
    return Optional.ofNullable(constraints.get(operation + "." + member))
        .or(() -> Optional.ofNullable(constraints.get(member)));
  }

  /** The members that an operation, or a structure of a list of that name, cannot do without. */
  public Set<String> required(String operation) {
    return required.getOrDefault(operation, Set.of());
  }

  /** The names that rows stand under. */
  public Set<String> names() {
    return constraints.keySet();
  }

  /**
   * AWS's message for all that a request breaks, or empty if it breaks nothing.
   *
   * @param operation its name on the wire
   */
  public Optional<String> message(String operation, SdkPojo request) {
    List<String> broken = new ArrayList<>();
    walk(operation, request, new Place(operation, "", ""), broken);
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of(
            broken.size()
                + (broken.size() == 1 ? " validation error" : " validation errors")
                + " detected: "
                + String.join("; ", broken));
  }

  /**
   * The first member of the request itself whose form is wrong and for which the service has a
   * sentence of its own.
   */
  public Optional<String> misformed(String operation, SdkPojo request) {
    return request.sdkFields().stream()
        .filter(
            field ->
                field.getValueOrDefault(request) instanceof String text
                    && of(operation, field.memberName())
                        .filter(demands -> demands.inOwnWords() && demands.breaksPattern(text))
                        .isPresent())
        .map(SdkField::memberName)
        .findFirst();
  }

  /**
   * Where the walk is.
   *
   * @param owner whose required members count
   * @param row what stands before a member's name in a row
   * @param path what stands before it in an error
   */
  private record Place(String owner, String row, String path) {
    String shown(String member) {
      return path + member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1);
    }
  }

  private void walk(String operation, SdkPojo pojo, Place place, List<String> broken) {
    for (SdkField<?> field : pojo.sdkFields()) {
      String name = field.memberName();
      Object value = given(field.getValueOrDefault(pojo));
      Optional<Constraint> constraint = of(operation, place.row() + name);
      String shown = place.shown(name);
      if (value == null) {
        if (required(place.owner()).contains(name)) {
          boolean secret = constraint.filter(Constraint::sensitive).isPresent();
          broken.add(sentence(secret ? "" : " null", shown, "Member must not be null"));
        }
        continue;
      }
      constraint.ifPresent(
          demands ->
              demands
                  .brokenBy(value)
                  .forEach(rule -> broken.add(sentence(quoted(demands, value), shown, rule))));
      if (value instanceof List<?> list) {
        elements(operation, list, place.row() + name, shown, broken);
      }
    }
  }

  private void elements(
      String operation, List<?> list, String row, String shown, List<String> broken) {
    Optional<Constraint> each = of(operation, row + ".member");
    if (each.isPresent() && list.stream().anyMatch(e -> !each.get().brokenBy(e).isEmpty())) {
      String rules = String.join(", ", each.get().all());
      broken.add(
          sentence(
              quoted(each.get(), list), shown, "Member must satisfy constraint: [" + rules + "]"));
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof SdkPojo element) {
        String path = shown + "." + (i + 1) + ".member.";
        walk(operation, element, new Place(row, row + ".", path), broken);
      }
    }
  }

  /** The SDK shows lists and maps that were not sent as empty ones of its own making. */
  private static @Nullable Object given(@Nullable Object value) {
    return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap
        ? null
        : value;
  }

  private static String quoted(Constraint constraint, Object value) {
    return constraint.sensitive() ? "" : " '" + value + "'";
  }

  private static String sentence(String value, String member, String rule) {
    return "Value" + value + " at '" + member + "' failed to satisfy constraint: " + rule;
  }
}
