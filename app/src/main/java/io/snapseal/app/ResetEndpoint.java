package io.snapseal.app;

import io.snapseal.wire.PlainEndpoint;
import io.snapseal.wire.WireRequest;
import io.snapseal.wire.WireResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /_snapseal/reset}, which an ephemeral region alone has: for programs on this machine.
 * It takes no signature, so that a test's set-up is one line; a web page that the machine's browser
 * shows must not be able to send it.
 */
final class ResetEndpoint implements PlainEndpoint {
  /** Where it is. */
  static final String PATH = "POST /_snapseal/reset";

  private static final Logger LOG = LoggerFactory.getLogger(ResetEndpoint.class);

  /** Browsers send these with what a page of another site does; programs do not. */
  private static final List<String> FROM_A_BROWSER =
      List.of("origin", "referer", "sec-fetch-site", "sec-fetch-mode");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Reset reset;

  ResetEndpoint(Reset reset) {
    this.reset = reset;
  }

  /** What empties the region. */
  @FunctionalInterface
  interface Reset {
    void run() throws IOException;
  }

  @Override
  public WireResponse answer(WireRequest request) {
    Optional<String> refusal = refusal(request);
    if (refusal.isPresent()) {
      return json(403, refusal.get());
    }
    try {
      reset.run();
    } catch (IOException e) {
      LOG.error("the region could not be reset", e);
      return json(500, "the region could not be reset: see its log");
    }
    return json(200, "reset");
  }

  private static Optional<String> refusal(WireRequest request) {
    if (!isLoopback(request.sourceAddress())) {
      return Optional.of("a reset is for programs on the region's own machine");
    }
    if (FROM_A_BROWSER.stream().anyMatch(name -> request.header(name).isPresent())) {
      return Optional.of("a reset is not for web pages");
    }
    return LOOPBACK.contains(host(request))
        ? Optional.empty()
        : Optional.of("a reset is sent to localhost or 127.0.0.1");
  }

  private static String host(WireRequest request) {
    return request
        .header("host")
        .orElse("")
        .toLowerCase(Locale.ROOT)
        .replaceFirst(":\\d{1,5}$", "");
  }

  private static boolean isLoopback(String address) {
    try {
      return address.matches("[0-9a-fA-F.:]+")
          && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static WireResponse json(int status, String text) {
    return WireResponse.text(status, "application/json", "{\"status\":\"" + text + "\"}\n");
  }
}
