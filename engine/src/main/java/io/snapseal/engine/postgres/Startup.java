package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.LogFile;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Ports;
import io.snapseal.engine.process.ServerProcess;
import java.sql.Connection;
import java.sql.SQLException;

/** Starts a server process and sees it through to accepting connections. */
final class Startup {
  private final PostgresBinaries binaries;
  private final Account account;
  private final Patience patience;
  private final Sql sql;

  Startup(PostgresBinaries binaries, Account account, Patience patience, Sql sql) {
    this.binaries = binaries;
    this.account = account;
    this.patience = patience;
    this.sql = sql;
  }

  PostgresServer start(DataDirectory data, ServerSettings settings) {
    RunFiles run = new RunFiles(settings.runDirectory(), account);
    ServerArguments.requireAllowed(settings.parameters(), run);
    return Ports.on(settings.port(), port -> startOn(port, data, run, settings));
  }

  private PostgresServer startOn(
      int port, DataDirectory data, RunFiles run, ServerSettings settings) {
    run.write(settings.parameters(), port);
    LogLimit limit = new LogLimit(run, settings.logForReplicas());
    limit.write(data.path());
    LogFile log = LogFile.begin(settings.logFile());
    ServerProcess process =
        ServerProcess.launch(
            ServerArguments.of(binaries, data.path(), run, port, settings),
            account,
            data.path(),
            log,
            PostgresProcesses.reclaimer(data.path(), account, patience),
            settings.stopLimit());
    boolean ready = false;
    try {
      awaitReady(process, data, settings, log, port);
      Administrator administrator = new Administrator(run.socket(port));
      requireAdmitted(administrator);
      ready = true;
      return new PostgresServer(
          process,
          port,
          data,
          administrator,
          sql,
          new PostgresReplication(administrator, limit, settings.startLimit()));
    } finally {
      if (!ready) {
        process.abandon();
      }
    }
  }

  private void awaitReady(
      ServerProcess process, DataDirectory data, ServerSettings settings, LogFile log, int port) {
    boolean settled =
        patience.until(
            settings.startLimit(), () -> !process.isAlive() || data.saysReady(process.pid()));
    if (!settled) {
      throw new EngineException.StartFailed(
          "the server was not ready within " + settings.startLimit() + ": " + log.tail(),
          "allow more time if it is recovering",
          null);
    }
    if (!process.isAlive()) {
      throw died(log.tail(), port);
    }
  }

  private static EngineException died(String tail, int port) {
    if (tail.contains("Address already in use")) {
      return new EngineException.PortTaken(port);
    }
    if (tail.contains("No space left on device")) {
      return new EngineException.StorageFull("the server could not start: no space left");
    }
    return new EngineException.StartFailed("the server ended while starting: " + tail, null, null);
  }

  private static void requireAdmitted(Administrator administrator) {
    try (Connection connection = administrator.connect("postgres")) {
      if (!connection.isValid(0)) {
        throw new EngineException.StartFailed("the server does not answer", null, null);
      }
    } catch (SQLException e) {
      throw new EngineException.StartFailed(
          "the server does not admit role " + Administrator.ROLE + ": " + e.getMessage(), null, e);
    }
  }
}
