package io.snapseal.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The regions of other servers.
 *
 * @param endpoints where each region's server answers: https, or http on this machine itself
 * @param certificates a PEM file of the certificates that are trusted; empty for the JDK's
 */
record PeerOptions(Map<String, URI> endpoints, Optional<Path> certificates) {
  static final PeerOptions NONE = new PeerOptions(Map.of(), Optional.empty());

  PeerOptions {
    endpoints = Map.copyOf(new TreeMap<>(endpoints));
  }

  /** What the words on the command line mean, or a user error. */
  static PeerOptions of(Map<String, String> given, Optional<Path> certificates) {
    Map<String, URI> endpoints = new TreeMap<>();
    given.forEach((region, text) -> endpoints.put(region, endpoint(region, text)));
    return new PeerOptions(endpoints, certificates);
  }

  private static URI endpoint(String region, String text) {
    URI url = Endpoint.of(text, "--peer " + region);
    if (url == null) {
      throw new UserError(
          "--peer " + region + " has no URL", "Write it like " + region + "=https://host:4600.");
    }
    if (!"https".equalsIgnoreCase(url.getScheme()) && !isLoopback(url.getHost())) {
      throw new UserError(
          "--peer " + region + " is not on this machine and speaks no TLS",
          "Give that server --tls-cert and --tls-key, and use its https URL.");
    }
    return url;
  }

  /** By its literal name: what a name server says may change. */
  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
