package io.snapseal.app;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** An endpoint's URL, as a person or the environment gives it. */
final class Endpoint {
  private static final int LAST_PORT = 65_535;

  private Endpoint() {}

  /**
   * The URL: http or https, and a host.
   *
   * @param text null or empty for none
   * @param source who names it, such as {@code AWS_ENDPOINT_URL}
   * @throws UserError if it is anything else; the text is not repeated, as it may hold a password
   */
  static @Nullable URI of(@Nullable String text, String source) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      URI url = new URI(text);
      if (isHttp(url) && url.getHost() != null && url.getPort() <= LAST_PORT) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw malformed(source);
    }
    throw malformed(source);
  }

  private static boolean isHttp(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
  }

  private static UserError malformed(String source) {
    return new UserError(
        source + " is not a URL of http or https", "Write it like http://127.0.0.1:4600.");
  }
}
