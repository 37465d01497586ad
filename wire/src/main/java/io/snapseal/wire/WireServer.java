package io.snapseal.wire;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Serves AWS's protocols over HTTP/1.1. */
public final class WireServer implements AutoCloseable {
  private final Server server;
  private final WireSettings settings;

  private WireServer(Server server, WireSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * Starts to listen; on return the server accepts requests.
   *
   * @param services what to publish; each signing name once
   * @param secrets what signatures are checked with
   * @param clock tells how old a signature is
   * @param requestIds gives each request its id
   * @param plain unsigned endpoints, by method and path: {@code "GET /health"}
   * @throws WireStartException if the port is taken or the certificate cannot be used
   */
  public static WireServer start(
      WireSettings settings,
      List<PublishedService> services,
      AccessKeySecrets secrets,
      Clock clock,
      Supplier<UUID> requestIds,
      Map<String, PlainEndpoint> plain) {
    return start(settings, services, secrets, clock, requestIds, plain, Map.of());
  }

  /**
   * The same, with streams.
   *
   * @param streams by method and path: {@code "PUT /_snapseal/snapshots"}; a {@code GET} has no
   *     body
   */
  public static WireServer start(
      WireSettings settings,
      List<PublishedService> services,
      AccessKeySecrets secrets,
      Clock clock,
      Supplier<UUID> requestIds,
      Map<String, PlainEndpoint> plain,
      Map<String, PublishedStream> streams) {
    int maxBody = settings.limits().bodyBytes();
    Dispatcher dispatcher = new Dispatcher(services, secrets, clock, requestIds, plain, maxBody);
    StreamDispatcher streaming = new StreamDispatcher(streams, secrets, clock, requestIds);
    Server server =
        JettyServer.of(
            settings,
            new JettyHandler(dispatcher, maxBody),
            new JettyStreams(streaming, settings.limits().threads()),
            requestIds);
    WireServer wire = new WireServer(server, settings);
    wire.listen();
    return wire;
  }

  /** The port it listens on. */
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** Where clients reach it, for example {@code http://127.0.0.1:4600}. */
  public URI endpoint() {
    String scheme = settings.tls().isPresent() ? "https" : "http";
    return URI.create(scheme + "://" + host(settings.bind()) + ":" + port());
  }

  /** Stops listening and lets running requests finish, within the drain limit. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop cleanly", e);
    }
  }

  private void listen() {
    try {
      server.start();
    } catch (IOException e) {
      stopQuietly(e);
      throw new WireStartException(refused(e), e);
    } catch (Exception e) {
      stopQuietly(e);
      throw new IllegalStateException("the server did not start", e);
    }
  }

  private void stopQuietly(Exception cause) {
    try {
      server.stop();
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }

  private String refused(IOException e) {
    String where = settings.bind().getHostAddress() + ":" + settings.port();
    return e instanceof BindException || e.getCause() instanceof BindException
        ? "cannot listen on "
            + where
            + ": another program does, or it is not this machine's;"
            + " choose another port, or 0 for any free one"
        : "cannot listen on " + where + ": " + e.getMessage();
  }

  /** An address in a URL; the wildcard is reached through loopback. */
  private static String host(InetAddress bind) {
    InetAddress reachable = bind.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bind;
    String address = reachable.getHostAddress();
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }
}
