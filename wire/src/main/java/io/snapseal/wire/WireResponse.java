package io.snapseal.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One HTTP response: whole, or one whose body writes itself. */
public final class WireResponse {
  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Optional<String> requestId;
  private final Optional<Streamed> streamed;

  /** A body of any length. */
  @FunctionalInterface
  public interface Streamed {
    /**
     * Writes all of it; whatever is thrown ends the answer before its end, which the client sees.
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * @param status the HTTP status
   * @param contentType the media type of the body
   * @param body not copied
   */
  public WireResponse(int status, String contentType, byte[] body) {
    this(status, contentType, body, Optional.empty(), Optional.empty());
  }

  private WireResponse(
      int status,
      String contentType,
      byte[] body,
      Optional<String> requestId,
      Optional<Streamed> streamed) {
    this.status = status;
    this.streamed = streamed;
    this.contentType = contentType;
    this.body = body;
    this.requestId = requestId;
  }

  /** A response whose body is text in UTF-8. */
  public static WireResponse text(int status, String contentType, String body) {
    return new WireResponse(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A response with status 200 whose body writes itself; for a {@link SignedStream} only. */
  public static WireResponse streamed(String contentType, Streamed body) {
    return new WireResponse(200, contentType, new byte[0], Optional.empty(), Optional.of(body));
  }

  WireResponse withRequestId(String id) {
    return new WireResponse(status, contentType, body, Optional.of(id), streamed);
  }

  /** What writes the body, if it is not there already. */
  Optional<Streamed> streamed() {
    return streamed;
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
