package io.snapseal.wire;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** From model object to XML elements (Smithy, "AWS Query protocol", "Response serialization"). */
final class XmlEncoding {
  private final StringBuilder xml;

  XmlEncoding(StringBuilder xml) {
    this.xml = xml;
  }

  void open(String name) {
    xml.append('<').append(name).append('>');
  }

  void close(String name) {
    xml.append("</").append(name).append('>');
  }

  void element(String name, String text) {
    open(name);
    XmlText.append(xml, text);
    close(name);
  }

  void members(SdkPojo object) {
    for (SdkField<?> field : object.sdkFields()) {
      Object value = field.getValueOrDefault(object);
      if (isSet(value)) {
        member(field, value);
      }
    }
  }

  private static boolean isSet(@Nullable Object value) {
    return value != null
        && !(value instanceof SdkAutoConstructList)
        && !(value instanceof SdkAutoConstructMap);
  }

  private void member(SdkField<?> field, Object value) {
    if (value instanceof List<?> list) {
      list(field.locationName(), list, field.getRequiredTrait(ListTrait.class));
    } else if (value instanceof Map<?, ?> map) {
      map(field.locationName(), map, field.getRequiredTrait(MapTrait.class));
    } else {
      single(field.locationName(), value);
    }
  }

  private void single(String name, Object value) {
    if (value instanceof SdkPojo object) {
      open(name);
      members(object);
      close(name);
    } else {
      element(name, QueryScalars.write(value));
    }
  }

  private void list(String name, List<?> list, ListTrait trait) {
    String each =
        trait.isFlattened()
            ? name
            : Optional.ofNullable(trait.memberLocationName()).orElse("member");
    openUnless(trait.isFlattened(), name);
    list.forEach(element -> nested(each, element, trait.memberFieldInfo()));
    closeUnless(trait.isFlattened(), name);
  }

  private void map(String name, Map<?, ?> map, MapTrait trait) {
    String each = trait.isFlattened() ? name : "entry";
    openUnless(trait.isFlattened(), name);
    map.forEach(
        (key, value) -> {
          open(each);
          element(Optional.ofNullable(trait.keyLocationName()).orElse("key"), String.valueOf(key));
          nested(
              Optional.ofNullable(trait.valueLocationName()).orElse("value"),
              value,
              trait.valueFieldInfo());
          close(each);
        });
    closeUnless(trait.isFlattened(), name);
  }

  private void nested(String name, @Nullable Object value, SdkField<?> field) {
    Object present = Objects.requireNonNull(value, "AWS lists and maps hold no nulls");
    if (present instanceof List<?> list) {
      list(name, list, field.getRequiredTrait(ListTrait.class));
    } else if (present instanceof Map<?, ?> map) {
      map(name, map, field.getRequiredTrait(MapTrait.class));
    } else {
      single(name, present);
    }
  }

  private void openUnless(boolean flattened, String name) {
    if (!flattened) {
      open(name);
    }
  }

  private void closeUnless(boolean flattened, String name) {
    if (!flattened) {
      close(name);
    }
  }
}
