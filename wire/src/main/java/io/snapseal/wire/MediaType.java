package io.snapseal.wire;

import java.util.Locale;

/** Checks what a body claims to be. */
final class MediaType {
  private MediaType() {}

  /**
   * @throws RefusedException if the request has another content type, or another charset than UTF-8
   */
  static void require(WireRequest request, String mediaType) {
    String claimed = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    int semicolon = claimed.indexOf(';');
    String type = semicolon < 0 ? claimed : claimed.substring(0, semicolon);
    String parameter = semicolon < 0 ? "" : claimed.substring(semicolon + 1).strip();
    boolean utf8 = parameter.isEmpty() || parameter.replace("\"", "").equals("charset=utf-8");
    if (!type.strip().equals(mediaType) || !utf8) {
      throw new RefusedException(
          Refusal.UNSUPPORTED_MEDIA_TYPE, "The content type must be " + mediaType + ".");
    }
  }
}
