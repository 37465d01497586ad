package io.snapseal.engine.process;

import io.snapseal.engine.EngineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.IntFunction;

/** TCP ports on 127.0.0.1. */
public final class Ports {
  private static final int FREE_PORT_ATTEMPTS = 5;

  private Ports() {}

  /**
   * Starts something on a port.
   *
   * <p>A free port is only known to have been free: somebody may take it before the server does,
   * then another is tried.
   *
   * @param port the port, or 0 for any free one
   * @param start throws {@link EngineException.PortTaken} if the port is in use
   * @throws EngineException.PortTaken if it is in use, or no free one could be had
   */
  public static <T> T on(int port, IntFunction<T> start) {
    if (port != 0) {
      return start.apply(probe(port));
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return start.apply(probe(0));
      } catch (EngineException.PortTaken e) {
        if (attempt == FREE_PORT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static int probe(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EngineException.PortTaken(port);
    }
  }
}
