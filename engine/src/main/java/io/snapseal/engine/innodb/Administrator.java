package io.snapseal.engine.innodb;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/**
 * Snapseal's own way into a server: over its Unix socket, whose directory only the server's account
 * and Snapseal's can enter, as the account that this run's {@link Admission} has made.
 */
final class Administrator {
  private final Path socket;
  private final Admission admission;

  Administrator(Path socket, Admission admission) {
    this.socket = socket;
    this.admission = admission;
  }

  Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(admission.credentials());
    properties.setProperty("socketFactory", LocalSocketFactory.class.getName());
    properties.setProperty(LocalSocketFactory.PATH, socket.toString());
    properties.setProperty("sslMode", "disable");
    properties.setProperty("connectionAttributes", "program_name:snapseal");
    Connection connection = new Driver().connect(url(database), properties);
    if (connection == null) {
      throw new IllegalStateException("the driver does not know its own URL");
    }
    return connection;
  }

  private static String url(String database) {
    return "jdbc:mariadb://localhost/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
  }
}
