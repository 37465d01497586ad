package io.snapseal.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** From JSON to model object: the builder's field metadata say which type each member has. */
final class JsonDecoding {
  private final int depth;
  private final String path;

  private JsonDecoding(String path, int depth) {
    this.path = path;
    this.depth = depth;
  }

  static void fill(JsonNode json, SdkPojo builder) {
    new JsonDecoding("", 0).fillFrom(json, builder);
  }

  static SdkPojo built(JsonNode json, SdkPojo builder) {
    return new JsonDecoding("", 0).object(json, builder);
  }

  private SdkPojo object(JsonNode json, SdkPojo builder) {
    fillFrom(json, builder);
    return (SdkPojo) ((Buildable) builder).build();
  }

  private void fillFrom(JsonNode json, SdkPojo builder) {
    require(json.isObject(), "an object", json);
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode member = json.get(field.locationName());
      if (member != null && !member.isNull()) {
        field.set(builder, below(field.locationName()).value(member, field));
      }
    }
  }

  private Object value(JsonNode json, SdkField<?> field) {
    return switch (field.marshallingType().getKnownType()) {
      case SDK_POJO -> object(json, field.constructor().get());
      case LIST -> list(json, field.getRequiredTrait(ListTrait.class));
      case MAP -> map(json, field.getRequiredTrait(MapTrait.class));
      default -> JsonScalars.read(json, field.marshallingType().getKnownType(), path);
    };
  }

  private List<Object> list(JsonNode json, ListTrait trait) {
    require(json.isArray(), "an array", json);
    List<Object> list = new ArrayList<>(json.size());
    for (JsonNode element : json) {
      JsonDecoding at = new JsonDecoding(path + "[" + list.size() + "]", deeper());
      list.add(at.value(element, trait.memberFieldInfo()));
    }
    return list;
  }

  private Map<String, Object> map(JsonNode json, MapTrait trait) {
    require(json.isObject(), "an object", json);
    Map<String, Object> map = new LinkedHashMap<>();
    // The key is the document's own text and may be a secret: the path shows a star instead.
    json.properties()
        .forEach(
            entry ->
                map.put(
                    JsonScalars.wellFormed(entry.getKey(), path),
                    below("*").value(entry.getValue(), trait.valueFieldInfo())));
    return map;
  }

  private JsonDecoding below(String member) {
    return new JsonDecoding(path.isEmpty() ? member : path + "." + member, deeper());
  }

  private int deeper() {
    if (depth == SdkJson.MAX_DEPTH) {
      throw new ShapeException(path, "at most " + depth + " levels", "more");
    }
    return depth + 1;
  }

  private void require(boolean condition, String expected, JsonNode found) {
    if (!condition) {
      throw new ShapeException(path, expected, JsonScalars.kind(found));
    }
  }
}
