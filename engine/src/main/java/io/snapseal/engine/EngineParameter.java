package io.snapseal.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A parameter of an engine that a DB parameter group may set (RDS API, {@code Parameter}).
 *
 * @param name in lower case with underscores
 * @param type what its values are
 * @param allowed for {@link Type#INTEGER} and {@link Type#FLOAT} a range {@code low-high};
 *     otherwise the values, separated by commas; empty for any one line of printable ASCII
 * @param standard the value it has if nobody sets it; empty if the engine chooses
 * @param change when a new value takes effect
 * @param description one sentence
 */
public record EngineParameter(
    String name,
    Type type,
    String allowed,
    Optional<String> standard,
    Change change,
    String description) {
  private static final int LONGEST = 255;

  /** RDS's {@code DataType}. */
  public enum Type {
    BOOLEAN,
    INTEGER,
    FLOAT,
    STRING,
    /** Any number of the allowed values, separated by commas. */
    LIST
  }

  /** RDS's {@code ApplyType}. */
  public enum Change {
    /** At once. */
    DYNAMIC,
    /** At the next start of the server. */
    STATIC
  }

  public EngineParameter {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("not a parameter's name: " + name);
    }
    standard.ifPresent(value -> require(name, type, allowed, value));
  }

  /**
   * Checks a value.
   *
   * @throws IllegalArgumentException if it is not allowed; the message says what is
   */
  public void require(String value) {
    require(name, type, allowed, value);
  }

  private static void require(String name, Type type, String allowed, String value) {
    boolean fits =
        value.length() <= LONGEST
            && value.chars().allMatch(c -> c >= ' ' && c <= '~')
            && fits(type, allowed, value);
    if (!fits) {
      throw new IllegalArgumentException(
          "parameter %s must be %s"
              .formatted(name, allowed.isEmpty() ? "one line of text" : "of " + allowed));
    }
  }

  private static boolean fits(Type type, String allowed, String value) {
    return switch (type) {
      case INTEGER -> value.matches("-?\\d{1,18}") && inRange(allowed, value);
      case FLOAT -> value.matches("-?\\d{1,15}(\\.\\d{1,9})?") && inRange(allowed, value);
      case BOOLEAN, STRING -> allowed.isEmpty() || among(allowed, value);
      case LIST ->
          value.isEmpty()
              || List.of(value.split(",", -1)).stream().allMatch(part -> among(allowed, part));
    };
  }

  private static boolean inRange(String allowed, String value) {
    int dash = allowed.indexOf('-', 1);
    BigDecimal number = new BigDecimal(value);
    return number.compareTo(new BigDecimal(allowed.substring(0, dash))) >= 0
        && number.compareTo(new BigDecimal(allowed.substring(dash + 1))) <= 0;
  }

  private static boolean among(String allowed, String value) {
    return List.of(allowed.toLowerCase(Locale.ROOT).split(",", -1))
        .contains(value.strip().toLowerCase(Locale.ROOT));
  }
}
