package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.LogFile;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Starts a server process and sees it through to accepting connections. */
final class Startup {
  private static final int FREE_PORT_ATTEMPTS = 5;

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

  /**
   * A free port is only known to have been free: somebody may take it before the server does, then
   * another is tried.
   */
  PostgresServer start(DataDirectory data, ServerSettings settings) {
    RunFiles run = new RunFiles(settings.runDirectory(), account);
    ServerArguments.requireAllowed(settings.parameters(), run);
    if (settings.port() != 0) {
      return startOn(probe(settings.port()), data, run, settings);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return startOn(probe(0), data, run, settings);
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

  private PostgresServer startOn(
      int port, DataDirectory data, RunFiles run, ServerSettings settings) {
    run.write(settings.parameters());
    LogFile log = LogFile.begin(settings.logFile());
    Process process =
        launch(ServerArguments.of(binaries, data.path(), run, port, settings), data, log);
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
          new Reclaimer(new ServerProcesses(data.path(), account), patience),
          settings.stopLimit(),
          sql);
    } finally {
      if (!ready) {
        end(process, data, settings);
      }
    }
  }

  /**
   * An interrupt is put off until the server has gone: it would cut short every wait of the ending,
   * and even the program that sends the signal.
   */
  private void end(Process process, DataDirectory data, ServerSettings settings) {
    boolean interrupted = Thread.interrupted();
    try {
      new Reclaimer(new ServerProcesses(data.path(), account), patience).end(settings.stopLimit());
    } finally {
      // Not yet the server, if it is still the program that lowers the account.
      process.destroyForcibly();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Process launch(List<String> arguments, DataDirectory data, LogFile log) {
    List<String> line = new ArrayList<>();
    // A session of its own: an interrupt typed at Snapseal's terminal is for Snapseal, which then
    // stops its servers in order.
    Programs.find("setsid").ifPresent(line::add);
    line.addAll(arguments);
    try {
      Process process =
          Command.builder(line, account, data.path())
              .redirectErrorStream(true)
              .redirectOutput(log.redirect())
              .start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new EngineException.StartFailed("cannot start postgres: " + e.getMessage(), null, e);
    }
  }

  private void awaitReady(
      Process process, DataDirectory data, ServerSettings settings, LogFile log, int port) {
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
