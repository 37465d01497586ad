package io.snapseal.wire;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where to listen.
 *
 * @param bind the address to listen on; anything but loopback needs TLS
 * @param port 0 to 65535; 0 takes any free port
 * @param tls the certificate; without one the server speaks plain HTTP
 * @param limits what one client may cost
 */
public record WireSettings(InetAddress bind, int port, Optional<TlsFiles> tls, WireLimits limits) {

  public WireSettings {
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
    if (tls.isEmpty() && !bind.isLoopbackAddress()) {
      throw new WireStartException(
          "refusing to listen on "
              + bind.getHostAddress()
              + " without TLS: requests carry passwords and plaintext;"
              + " give a certificate and key, or bind to a loopback address");
    }
  }

  /** Plain HTTP for this machine only. */
  public static WireSettings loopback(int port) {
    return new WireSettings(
        InetAddress.getLoopbackAddress(), port, Optional.empty(), WireLimits.standard());
  }
}
