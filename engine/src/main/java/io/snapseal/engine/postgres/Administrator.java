package io.snapseal.engine.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Snapseal's own way into a server: role {@code rdsadmin}, as on RDS (RDS User Guide,
 * "Understanding PostgreSQL roles and permissions").
 *
 * <p>The role has no password, so none can leak, be lost with a restart, or come along with a
 * restored snapshot. It is admitted on the Unix socket only, by {@code peer}: the kernel tells the
 * server which account the client runs as, and the only one admitted is that of Snapseal itself.
 * The socket's directory is 0700 besides. Over TCP the role is refused.
 */
final class Administrator {
  static final String ROLE = "rdsadmin";

  private final Path socket;

  Administrator(Path socket) {
    this.socket = socket;
  }

  Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, ROLE);
    PGProperty.SOCKET_FACTORY.set(properties, UnixSocketFactory.class.getName());
    PGProperty.SOCKET_FACTORY_ARG.set(properties, socket.toString());
    PGProperty.SSL_MODE.set(properties, "disable");
    PGProperty.GSS_ENC_MODE.set(properties, "disable");
    PGProperty.APPLICATION_NAME.set(properties, "snapseal");
    Connection connection = new Driver().connect(url(database), properties);
    if (connection == null) {
      throw new IllegalStateException("the driver does not know its own URL");
    }
    return connection;
  }

  private static String url(String database) {
    return "jdbc:postgresql://localhost/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
  }
}
