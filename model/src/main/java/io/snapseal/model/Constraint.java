package io.snapseal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What AWS's service model demands of one member's value.
 *
 * @param length bounds of a text in characters, of bytes, or of a list in elements
 * @param range bounds of a number
 * @param pattern what the whole of a text must match
 * @param values the only values of an enumeration, in the order they are shown; empty for others
 * @param sensitive whether an error must not repeat the value
 * @param inOwnWords whether the service answers a broken pattern with a sentence of its own
 */
public record Constraint(
    Optional<Bounds> length,
    Optional<Bounds> range,
    Optional<Pattern> pattern,
    List<String> values,
    boolean sensitive,
    boolean inOwnWords) {

  /** The smallest and the largest that is allowed. */
  public record Bounds(long min, long max) {}

  public Constraint {
    values = List.copyOf(values);
  }

  /** AWS's sentences for what a value breaks, in the order in which KMS says them. */
  List<String> brokenBy(Object value) {
    List<String> broken = new ArrayList<>();
    length.ifPresent(bounds -> outside(bounds, "length", size(value), broken));
    if (value instanceof Number number) {
      range.ifPresent(bounds -> outside(bounds, "value", number.longValue(), broken));
    }
    if (value instanceof String text) {
      if (!inOwnWords && breaksPattern(text)) {
        broken.add(says(pattern.orElseThrow()));
      }
      if (!values.isEmpty() && !values.contains(text)) {
        broken.add(says(values));
      }
    }
    return broken;
  }

  /** Whether a text is not of the form that is demanded. */
  boolean breaksPattern(String text) {
    return pattern.filter(pattern -> !pattern.matcher(text).matches()).isPresent();
  }

  /** AWS's sentences for all that is demanded of the elements of a list. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    length.ifPresent(bounds -> all.addAll(both(bounds, "length")));
    range.ifPresent(bounds -> all.addAll(both(bounds, "value")));
    pattern.ifPresent(pattern -> all.add(says(pattern)));
    if (!values.isEmpty()) {
      all.add(says(values));
    }
    return all;
  }

  private static long size(Object value) {
    if (value instanceof SdkBytes bytes) {
      return bytes.asByteArrayUnsafe().length;
    }
    return value instanceof List<?> list ? list.size() : value.toString().codePoints().count();
  }

  private static void outside(Bounds bounds, String what, long size, List<String> broken) {
    if (size < bounds.min()) {
      broken.add(atLeast(bounds, what));
    }
    if (size > bounds.max()) {
      broken.add(atMost(bounds, what));
    }
  }

  private static List<String> both(Bounds bounds, String what) {
    return List.of(atMost(bounds, what), atLeast(bounds, what));
  }

  private static String atLeast(Bounds bounds, String what) {
    return "Member must have " + what + " greater than or equal to " + bounds.min();
  }

  private static String atMost(Bounds bounds, String what) {
    return "Member must have " + what + " less than or equal to " + bounds.max();
  }

  private static String says(Pattern pattern) {
    return "Member must satisfy regular expression pattern: " + pattern.pattern();
  }

  private static String says(List<String> values) {
    return "Member must satisfy enum value set: [" + String.join(", ", values) + "]";
  }
}
