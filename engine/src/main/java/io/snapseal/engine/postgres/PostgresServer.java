package io.snapseal.engine.postgres;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Replication;
import io.snapseal.engine.ServerExit;
import io.snapseal.engine.process.ServerProcess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Consumer;

/** A server started by this process. */
final class PostgresServer implements DatabaseServer {
  private final ServerProcess process;
  private final int port;
  private final DataDirectory data;
  private final Administrator administrator;
  private final Sql sql;
  private final Replication replication;

  PostgresServer(
      ServerProcess process,
      int port,
      DataDirectory data,
      Administrator administrator,
      Sql sql,
      Replication replication) {
    this.process = process;
    this.port = port;
    this.data = data;
    this.administrator = administrator;
    this.sql = sql;
    this.replication = replication;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public Connection connectAsAdministrator(String database) {
    try {
      return administrator.connect(database);
    } catch (SQLException e) {
      throw new EngineException(
          "cannot connect to database " + database + ": " + e.getMessage(), null, e);
    }
  }

  @Override
  public void setMaster(MasterUser master) {
    try (Connection connection = administrator.connect("postgres");
        Statement statement = connection.createStatement()) {
      // Whatever the parameter group says about logging: not this statement.
      statement.execute("SET log_statement = 'none'");
      statement.execute("SET log_min_duration_statement = -1");
      statement.execute("SET log_min_error_statement = 'panic'");
      if (roleExists(connection, master.name())) {
        statement.execute(sql.alterMaster(master));
      } else {
        statement.execute(sql.createMaster(master));
      }
    } catch (SQLException e) {
      throw new EngineException(
          "cannot set master user " + master.name() + ": " + e.getMessage(), null, e);
    }
  }

  private static boolean roleExists(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  @Override
  public HotBackup beginBackup(String label) {
    if (!label.matches("[ -~]{1,200}")) {
      throw new IllegalArgumentException("a label has 1 to 200 printable ASCII characters");
    }
    return PostgresBackup.begin(administrator, data.path(), label);
  }

  @Override
  public Optional<Replication> replication() {
    return Optional.of(replication);
  }

  @Override
  public void onExit(Consumer<ServerExit> listener) {
    process.onExit(listener);
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void close() {
    stop();
  }
}
