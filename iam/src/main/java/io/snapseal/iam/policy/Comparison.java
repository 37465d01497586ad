package io.snapseal.iam.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** How a value of a request is compared with a value of a policy. What does not read is unequal. */
interface Comparison {
  /** With {@code *} and {@code ?}. */
  Comparison PATTERN =
      wanted ->
          (given, context) ->
              wanted.in(context).filter(glob -> glob.matches(given, false)).isPresent();

  /** Part by part; {@code ArnEquals} and {@code ArnLike} are the same. */
  Comparison ARN = wanted -> new ArnTemplate(wanted)::matches;

  /** The comparison with one value of a policy. */
  BiPredicate<String, Context> with(Template wanted);

  /** Without wildcards. */
  static Comparison text(BiPredicate<String, String> test) {
    return wanted ->
        (given, context) ->
            wanted.literallyIn(context).filter(value -> test.test(given, value)).isPresent();
  }

  /** As decimal numbers. */
  static Comparison number(IntPredicate order) {
    return ordered(BigDecimal::new, order);
  }

  /** As dates in ISO 8601 or in seconds since 1970. */
  static Comparison date(IntPredicate order) {
    return ordered(Comparison::instant, order);
  }

  private static <T extends Comparable<T>> Comparison ordered(
      Function<String, T> read, IntPredicate order) {
    return text(
        (given, value) -> {
          try {
            return order.test(read.apply(given).compareTo(read.apply(value)));
          } catch (NumberFormatException | DateTimeException e) {
            return false;
          }
        });
  }

  private static Instant instant(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() > 4) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }
}
