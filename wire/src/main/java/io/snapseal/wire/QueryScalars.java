package io.snapseal.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/** Scalars as AWS Query writes them, in parameters and in XML. */
final class QueryScalars {
  private static final int MAX_YEAR = 9999;

  private QueryScalars() {}

  /**
   * @throws RefusedException if the text is not of that type
   */
  static Object read(MarshallingKnownType type, String text, String path) {
    try {
      return switch (type) {
        case STRING -> text;
        case BOOLEAN -> bool(text);
        case INTEGER -> Integer.valueOf(text);
        case SHORT -> Short.valueOf(text);
        case BYTE -> Byte.valueOf(text);
        case LONG -> Long.valueOf(text);
        case FLOAT -> (float) real(text);
        case DOUBLE -> real(text);
        case INSTANT -> instant(text);
        case SDK_BYTES -> SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text));
        default -> throw new IllegalStateException("no Query form for " + type + " at " + path);
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new RefusedException(
          Refusal.INVALID_VALUE,
          "The value of parameter " + Shown.text(path) + " is not " + named(type) + ".");
    }
  }

  static String write(Object value) {
    if (value instanceof Instant instant) {
      return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.MILLIS));
    } else if (value instanceof SdkBytes bytes) {
      return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    } else if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw new IllegalArgumentException("no Query form for " + value.getClass().getName());
  }

  private static boolean bool(String text) {
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new IllegalArgumentException();
  }

  /** Java's own parser takes more than AWS's: hexadecimal digits, suffixes, blanks around. */
  private static double real(String text) {
    if (text.equals("NaN") || text.endsWith("Infinity")) {
      return Double.parseDouble(text);
    }
    if (!text.matches("[-+]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][-+]?[0-9]{1,4})?")) {
      throw new IllegalArgumentException();
    }
    return Double.parseDouble(text);
  }

  /** ISO 8601 with an offset, or without one and then in UTC. */
  private static Instant instant(String text) {
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    Instant instant =
        time instanceof OffsetDateTime offset
            ? offset.toInstant()
            : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    int year = instant.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > MAX_YEAR) {
      throw new IllegalArgumentException();
    }
    return instant;
  }

  private static String named(MarshallingKnownType type) {
    return switch (type) {
      case BOOLEAN -> "true or false";
      case INTEGER, SHORT, BYTE, LONG -> "an integer in range";
      case FLOAT, DOUBLE -> "a number";
      case INSTANT -> "a timestamp in ISO 8601";
      case SDK_BYTES -> "a blob in base64";
      default -> "valid";
    };
  }
}
