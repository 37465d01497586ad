package io.snapseal.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/** One JSON value as the Java type that a model member has. Nothing is coerced. */
final class JsonScalars {
  private static final double MILLIS_PER_SECOND = 1000;
  // Years 0001 to 9999: what every timestamp format of AWS can write.
  private static final long MIN_MILLIS = -62_135_596_800_000L;
  private static final long MAX_MILLIS = 253_402_300_799_999L;

  private JsonScalars() {}

  static Object read(JsonNode json, MarshallingKnownType type, String path) {
    return switch (type) {
      case STRING -> text(json, path, "a string");
      case BOOLEAN -> bool(json, path);
      case INTEGER -> (int) integer(json, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case SHORT -> (short) integer(json, path, Short.MIN_VALUE, Short.MAX_VALUE);
      case BYTE -> (byte) integer(json, path, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case LONG -> integer(json, path, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> (float) real(json, path);
      case DOUBLE -> real(json, path);
      case BIG_DECIMAL -> decimal(json, path);
      case INSTANT -> instant(json, path);
      case SDK_BYTES -> blob(json, path);
      default -> throw new IllegalArgumentException("no JSON form for " + type + " at " + path);
    };
  }

  static String kind(JsonNode json) {
    return switch (json.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      default -> json.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String text(JsonNode json, String path, String expected) {
    require(json.isTextual(), path, expected, json);
    return wellFormed(json.textValue(), path);
  }

  /** JSON can write half a surrogate pair, which no UTF-8 can: it could not be told to anybody. */
  static String wellFormed(String text, String path) {
    if (hasSurrogate(text) && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new ShapeException(path, "Unicode text", "half a surrogate pair");
    }
    return text;
  }

  private static boolean hasSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean bool(JsonNode json, String path) {
    require(json.isBoolean(), path, "a boolean", json);
    return json.booleanValue();
  }

  private static long integer(JsonNode json, String path, long min, long max) {
    require(json.isIntegralNumber(), path, "an integer", json);
    if (!json.canConvertToLong() || json.longValue() < min || json.longValue() > max) {
      throw new ShapeException(path, "an integer", "a number out of range");
    }
    return json.longValue();
  }

  private static double real(JsonNode json, String path) {
    if (json.isTextual()) {
      return switch (json.textValue()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw new ShapeException(path, "a number", "a string");
      };
    }
    require(json.isNumber(), path, "a number", json);
    return json.doubleValue();
  }

  private static Object decimal(JsonNode json, String path) {
    require(json.isNumber(), path, "a number", json);
    return json.decimalValue();
  }

  /** A double carries milliseconds exactly until long after the year 9999. */
  private static Instant instant(JsonNode json, String path) {
    require(json.isNumber(), path, "a timestamp in epoch seconds", json);
    double millis = json.doubleValue() * MILLIS_PER_SECOND;
    if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
      throw new ShapeException(path, "a timestamp", "a number out of range");
    }
    return Instant.ofEpochMilli(Math.round(millis));
  }

  private static SdkBytes blob(JsonNode json, String path) {
    try {
      return SdkBytes.fromByteArrayUnsafe(
          Base64.getDecoder().decode(text(json, path, "a blob in base64")));
    } catch (IllegalArgumentException e) {
      // Without the cause: its message quotes characters of the blob.
      throw new ShapeException(path, "a blob in base64", "a string that is not base64");
    }
  }

  private static void require(boolean condition, String path, String expected, JsonNode found) {
    if (!condition) {
      throw new ShapeException(path, expected, kind(found));
    }
  }
}
