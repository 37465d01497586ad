package io.snapseal.wire;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, set up so that no client can hold more than its share. */
final class JettyServer {

  /** Bytes per second below which a sender only wants to hold a thread. */
  private static final long MIN_READ_RATE = 128;

  private JettyServer() {}

  static Server of(
      WireSettings settings,
      JettyHandler handler,
      JettyStreams streams,
      Supplier<UUID> requestIds) {
    WireLimits limits = settings.limits();
    QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), 8);
    threads.setName("wire");
    Server server = new Server(threads);
    // A stream may take its time: it has a bound of its own.
    Handler whole = new MinimumDataRateHandler(handler, MIN_READ_RATE, 0);
    server.setHandler(new GracefulHandler(new Handler.Sequence(streams, whole)));
    server.setErrorHandler(new JettyErrors(requestIds));
    server.setStopTimeout(limits.drain().toMillis());
    ServerConnector connector = connector(server, settings);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    return server;
  }

  private static ServerConnector connector(Server server, WireSettings settings) {
    ConnectionFactory http = new HttpConnectionFactory(http(settings));
    ServerConnector connector =
        settings
            .tls()
            .map(
                files ->
                    new ServerConnector(
                        server, new SslConnectionFactory(tls(files), "http/1.1"), http))
            .orElseGet(() -> new ServerConnector(server, http));
    connector.setHost(settings.bind().getHostAddress());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.limits().idle().toMillis());
    return connector;
  }

  private static HttpConfiguration http(WireSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(settings.limits().headerBytes());
    http.setSendServerVersion(false);
    // Names are the client's business: it checks the certificate, and the signature covers the
    // host.
    Optional.of(new SecureRequestCustomizer(false))
        .filter(customizer -> settings.tls().isPresent())
        .ifPresent(http::addCustomizer);
    return http;
  }

  private static SslContextFactory.Server tls(TlsFiles files) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(PemKeyStore.read(files));
    tls.setKeyStorePassword(PemKeyStore.PASSWORD);
    tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    return tls;
  }
}
