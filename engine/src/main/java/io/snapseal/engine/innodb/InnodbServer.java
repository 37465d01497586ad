package io.snapseal.engine.innodb;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.ServerExit;
import io.snapseal.engine.process.ServerProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** A server started by this process. */
final class InnodbServer implements DatabaseServer {
  private final ServerProcess process;
  private final int port;
  private final Administrator administrator;
  private final Variant variant;
  private final BackupSource source;

  InnodbServer(
      ServerProcess process,
      int port,
      Administrator administrator,
      Variant variant,
      BackupSource source) {
    this.process = process;
    this.port = port;
    this.administrator = administrator;
    this.variant = variant;
    this.source = source;
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
    try (Connection connection = administrator.connect("mysql");
        Statement statement = connection.createStatement()) {
      // A general log, which is a table beside the accounts, shows no more than theirs does.
      for (String change : Accounts.master(variant, master)) {
        statement.execute(change);
      }
    } catch (SQLException e) {
      throw new EngineException(
          "cannot set master user " + master.name() + ": " + e.getMessage(), null, e);
    }
  }

  @Override
  public HotBackup beginBackup(String label) {
    if (!label.matches("[ -~]{1,200}")) {
      throw new IllegalArgumentException("a label has 1 to 200 printable ASCII characters");
    }
    if (!process.isAlive()) {
      throw new EngineException.BackupFailed("the server does not run", null, null);
    }
    return variant.backup(source);
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
