package io.snapseal.engine.innodb;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.process.LogFile;
import io.snapseal.engine.process.Ports;
import io.snapseal.engine.process.ServerProcess;
import java.sql.Connection;
import java.sql.SQLException;

/** Starts a server process and sees it through to accepting connections. */
final class Startup {
  private static final String READY = "ready for connections";

  private final Variant variant;
  private final InnodbProcesses processes;

  Startup(Variant variant, InnodbProcesses processes) {
    this.variant = variant;
    this.processes = processes;
  }

  InnodbServer start(DataDirectory data, ServerSettings settings) {
    variant.parameters().require(settings.parameters());
    RunFiles run = new RunFiles(settings.runDirectory(), processes.account());
    return Ports.on(settings.port(), port -> startOn(port, data, run, settings));
  }

  private InnodbServer startOn(
      int port, DataDirectory data, RunFiles run, ServerSettings settings) {
    Admission admission = variant.admission(processes.account());
    run.write(settings.parameters(), admission);
    LogFile log = LogFile.begin(settings.logFile());
    ServerProcess process =
        ServerProcess.launch(
            ServerArguments.of(variant, data.path(), run, port, settings.durability()),
            processes.account(),
            data.path(),
            log,
            processes.reclaimer(data.path()),
            settings.stopLimit());
    boolean ready = false;
    try {
      awaitReady(process, settings, log, port);
      Administrator administrator = new Administrator(run.socket(), admission);
      requireAdmitted(administrator, log);
      ready = true;
      return new InnodbServer(
          process,
          port,
          administrator,
          variant,
          new BackupSource(data.path(), process.pid(), run.socket(), processes.account()));
    } finally {
      if (!ready) {
        process.abandon();
      }
    }
  }

  private void awaitReady(ServerProcess process, ServerSettings settings, LogFile log, int port) {
    boolean settled =
        processes
            .patience()
            .until(settings.startLimit(), () -> !process.isAlive() || log.says(READY));
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
    if (StorageFullness.told(tail)) {
      return new EngineException.StorageFull("the server could not start: no space left");
    }
    return new EngineException.StartFailed("the server ended while starting: " + tail, null, null);
  }

  private static void requireAdmitted(Administrator administrator, LogFile log) {
    try (Connection connection = administrator.connect("mysql")) {
      if (!connection.isValid(0)) {
        throw new EngineException.StartFailed("the server does not answer", null, null);
      }
    } catch (SQLException e) {
      throw new EngineException.StartFailed(
          "the server does not admit its administrator: " + e.getMessage() + ": " + log.tail(),
          null,
          e);
    }
  }
}
