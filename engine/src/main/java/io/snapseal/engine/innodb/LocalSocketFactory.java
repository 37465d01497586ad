package io.snapseal.engine.innodb;

import io.snapseal.engine.socket.UnixSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Leads the JDBC driver to a Unix domain socket: connection property {@code socketFactory}; the
 * path is property {@value #PATH}. The driver's own way needs JNA and a native library for what the
 * JDK does itself. Public because the driver makes it by name.
 */
public final class LocalSocketFactory extends ConfigurableSocketFactory {
  static final String PATH = "snapsealSocket";

  private @Nullable Path path;

  @Override
  public void setConfiguration(Configuration configuration, String host) {
    path = Path.of(configuration.nonMappedOptions().getProperty(PATH));
  }

  @Override
  public Socket createSocket() throws IOException {
    if (path == null) {
      throw new IllegalStateException("the driver gave no configuration");
    }
    return new UnixSocket(path);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket();
  }
}
