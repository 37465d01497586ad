package io.snapseal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** From model object to JSON. The types of the values say all that is needed. */
final class JsonEncoding {
  private static final long MILLIS_PER_SECOND = 1000;

  private JsonEncoding() {}

  static ObjectNode object(SdkPojo value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (SdkField<?> field : value.sdkFields()) {
      Object member = field.getValueOrDefault(value);
      if (isSet(member)) {
        object.set(field.locationName(), node(member));
      }
    }
    return object;
  }

  /** The SDK marks a list or map that nobody set by its class; an empty one was set to be empty. */
  private static boolean isSet(@Nullable Object member) {
    return member != null
        && !(member instanceof SdkAutoConstructList)
        && !(member instanceof SdkAutoConstructMap);
  }

  private static JsonNode node(@Nullable Object value) {
    if (value instanceof String text) {
      return TextNode.valueOf(text);
    } else if (value instanceof Boolean flag) {
      return BooleanNode.valueOf(flag);
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof Instant instant) {
      return epochSeconds(instant);
    } else if (value instanceof SdkBytes bytes) {
      return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
    } else if (value instanceof SdkPojo pojo) {
      return object(pojo);
    } else if (value instanceof List<?> list) {
      return array(list);
    } else if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    throw new IllegalArgumentException(
        value == null
            ? "AWS lists and maps hold no nulls"
            : "no JSON form for " + value.getClass().getName());
  }

  private static JsonNode number(Number number) {
    if (number instanceof BigDecimal decimal) {
      return DecimalNode.valueOf(decimal);
    }
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      return Double.isFinite(value)
          ? DoubleNode.valueOf(value)
          : TextNode.valueOf(Double.toString(value));
    }
    return LongNode.valueOf(number.longValue());
  }

  private static JsonNode epochSeconds(Instant instant) {
    long millis = instant.toEpochMilli();
    return millis % MILLIS_PER_SECOND == 0
        ? LongNode.valueOf(millis / MILLIS_PER_SECOND)
        : DecimalNode.valueOf(BigDecimal.valueOf(millis, 3));
  }

  private static ArrayNode array(List<?> list) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
    list.forEach(element -> array.add(node(element)));
    return array;
  }

  private static ObjectNode map(Map<?, ?> map) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    map.forEach((key, value) -> object.set(String.valueOf(key), node(value)));
    return object;
  }
}
