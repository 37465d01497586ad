package io.snapseal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One HTTP response, whole. */
public final class WireResponse {
  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Optional<String> requestId;

  /**
   * @param status the HTTP status
   * @param contentType the media type of the body
   * @param body not copied
   */
  public WireResponse(int status, String contentType, byte[] body) {
    this(status, contentType, body, Optional.empty());
  }

  private WireResponse(int status, String contentType, byte[] body, Optional<String> requestId) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.requestId = requestId;
  }

  /** A response whose body is text in UTF-8. */
  public static WireResponse text(int status, String contentType, String body) {
    return new WireResponse(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  WireResponse withRequestId(String id) {
    return new WireResponse(status, contentType, body, Optional.of(id));
  }

  /** What goes into the header {@code x-amzn-RequestId}. */
  Optional<String> requestId() {
    return requestId;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The media type of the body. */
  public String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }

  /** A copy of the body. */
  public byte[] bodyCopy() {
    return Arrays.copyOf(body, body.length);
  }

  @Override
  public String toString() {
    return status + " with " + body.length + " bytes";
  }
}
