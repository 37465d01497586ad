package io.snapseal.rds.event;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where events are delivered. Only who starts the server names targets; requests name them by an
 * ARN of SNS's shape at most, and never say where they are.
 *
 * @param topic the name by which subscriptions mean it; empty for one that receives every event
 * @param place {@code file:/PATH}, {@code https://…}, or {@code http://…} of this machine
 */
public record EventTarget(Optional<String> topic, URI place) {
  private static final Pattern FORM = Pattern.compile("(?:([A-Za-z0-9_-]{1,256})=)?(.+)");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final int SHORT = 16;

  /**
   * @throws IllegalArgumentException if events cannot be delivered there; says why
   */
  public EventTarget {
    String scheme = String.valueOf(place.getScheme());
    switch (scheme) {
      case "file" -> require(isAbsoluteFile(place), "a file is named by file:/PATH");
      case "https" -> require(hasHost(place), "it must be https://HOST…, without a user");
      case "http" ->
          require(
              hasHost(place) && LOOPBACK.contains(place.getHost()),
              "http without TLS goes to this machine only (127.0.0.1, localhost, [::1]): use https");
      default -> require(false, "it must begin with file:, https: or http:");
    }
  }

  /**
   * Reads {@code [TOPIC=]PLACE}.
   *
   * @throws IllegalArgumentException if it is not of that form; the message says why
   */
  public static EventTarget parse(String text) {
    Matcher form = FORM.matcher(text);
    require(form.matches(), "it must be [TOPIC=]PLACE");
    return new EventTarget(Optional.ofNullable(form.group(1)), URI.create(form.group(2)));
  }

  /** A name for it in the outbox: the same after every start, without what the place may hide. */
  String key() {
    return topic.map(name -> "topic:" + name).orElseGet(() -> "all:" + digest(place)) + "/";
  }

  /** As logs show it: a path or query may hold a secret. */
  @Override
  public String toString() {
    String where =
        place.getScheme().equals("file")
            ? place.toString()
            : place.getScheme() + "://" + place.getHost();
    return topic.map(name -> name + "=" + where).orElse(where);
  }

  private static boolean isAbsoluteFile(URI place) {
    return place.getPath() != null
        && place.getPath().startsWith("/")
        && place.getAuthority() == null
        && place.getQuery() == null
        && place.getFragment() == null;
  }

  private static boolean hasHost(URI place) {
    return place.getHost() != null && place.getUserInfo() == null;
  }

  private static String digest(URI place) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(place.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, SHORT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void require(boolean right, String why) {
    if (!right) {
      throw new IllegalArgumentException(why);
    }
  }
}
