package io.snapseal.autopilot.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in the making, its fields in the order they were put; what is not known is left
 * out.
 */
final class Fields {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  static Fields with(String name, @Nullable Object value) {
    return new Fields().and(name, value);
  }

  Fields and(String name, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      fields.put(name, value);
    }
    return this;
  }

  Map<String, Object> map() {
    return Collections.unmodifiableMap(fields);
  }
}
