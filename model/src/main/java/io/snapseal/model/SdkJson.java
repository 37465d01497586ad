package io.snapseal.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * AWS SDK model objects as JSON and back, by walking the SDK's own field metadata.
 *
 * <p>The form is that of AWS JSON 1.1 (Smithy, "AWS JSON 1.1 protocol"): members under their
 * location names, timestamps as epoch seconds with at most millisecond precision, blobs in base64,
 * maps as objects, unset members left out. What was unset stays unset and what was an empty list
 * stays one. Finer parts of a timestamp are dropped. NaN and the infinities are written as strings.
 *
 * <p>Reading ignores members the model does not have, so that older code reads newer documents. A
 * wrong type, a number out of range, a null inside a list or map, or nesting deeper than {@link
 * #MAX_DEPTH} is a {@link ShapeException}.
 */
public final class SdkJson {
  /** How many objects and arrays may be nested in a document that is read. */
  public static final int MAX_DEPTH = 64;

  // A document is bounded by who receives it; these bound what a small one can cost.
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(64)
          .maxNameLength(10_000)
          .build();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private SdkJson() {}

  /** The members of a built model object that are set. */
  public static ObjectNode toJson(SdkPojo value) {
    return JsonEncoding.object(value);
  }

  /** {@link #toJson} as text on one line. */
  public static String write(SdkPojo value) {
    try {
      return MAPPER.writeValueAsString(toJson(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes did not print", e);
    }
  }

  /**
   * Fills an SDK builder and builds it, for example {@code readInto(KeyMetadata.builder(), json)}.
   *
   * @throws ShapeException if the document does not fit the model
   */
  public static <B extends SdkPojo & SdkBuilder<B, T>, T> T readInto(B builder, JsonNode json) {
    JsonDecoding.fill(json, builder);
    return builder.build();
  }

  /**
   * {@link #readInto(SdkPojo, JsonNode)} of a text.
   *
   * @throws ShapeException if the text is not JSON or does not fit the model
   */
  public static <B extends SdkPojo & SdkBuilder<B, T>, T> T readInto(B builder, String json) {
    return readInto(builder, parse(json));
  }

  /**
   * A built object of a model class known only at run time.
   *
   * @param builder makes an empty builder, for example {@code KeyMetadata::builder} or {@code
   *     SdkField.constructor()}
   * @throws ShapeException if the document does not fit the model
   */
  public static SdkPojo fromJson(JsonNode json, Supplier<? extends SdkPojo> builder) {
    return JsonDecoding.built(json, builder.get());
  }

  /**
   * {@link #fromJson(JsonNode, Supplier)} of a text.
   *
   * @throws ShapeException if the text is not JSON or does not fit the model
   */
  public static SdkPojo read(String json, Supplier<? extends SdkPojo> builder) {
    return fromJson(parse(json), builder);
  }

  /**
   * Reads one JSON value, which must be all of the text.
   *
   * @throws ShapeException if it is not JSON, repeats a member, or exceeds the bounds above
   */
  public static JsonNode parse(String json) {
    try {
      return parsed(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw notJson(e);
    }
  }

  /**
   * Reads one JSON value from UTF-8, which must be all of the bytes.
   *
   * @throws ShapeException if it is not JSON, repeats a member, or exceeds the bounds above
   */
  public static JsonNode parse(byte[] json) {
    try {
      return parsed(MAPPER.readTree(json));
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  private static JsonNode parsed(JsonNode node) {
    if (node.isMissingNode()) {
      throw new ShapeException("", "a JSON value", "nothing");
    }
    return node;
  }

  /** Without the cause: its message quotes the document. */
  private static ShapeException notJson(IOException e) {
    String where =
        e instanceof JsonProcessingException json && json.getLocation() != null
            ? " at line %d, column %d"
                .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr())
            : "";
    return new ShapeException("", "a JSON value", "malformed or too deep text" + where);
  }
}
