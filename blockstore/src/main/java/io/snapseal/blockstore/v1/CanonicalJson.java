package io.snapseal.blockstore.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.blockstore.DamagedException;
import java.io.IOException;
import java.util.Arrays;

/**
 * JSON that has one spelling: members in the order of the record, map keys sorted, no spaces. What
 * is not spelled like that is damaged, so that no changed byte goes unnoticed.
 */
final class CanonicalJson {
  /** The longest document, in bytes. */
  static final int MAX_LENGTH = 256 * 1024;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private CanonicalJson() {}

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values did not print", e);
    }
  }

  /**
   * Reads a document.
   *
   * @throws DamagedException naming {@code object} if these bytes are not what {@link #write} made
   */
  static <T> T read(byte[] json, Class<T> type, String object) {
    T value;
    try {
      value = MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new DamagedException(object, "its JSON is not what it should be", e);
    }
    if (value == null || !Arrays.equals(json, write(value))) {
      throw new DamagedException(object, "its JSON is not in canonical form");
    }
    return value;
  }
}
