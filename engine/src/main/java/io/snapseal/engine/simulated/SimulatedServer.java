package io.snapseal.engine.simulated;

import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.ServerExit;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server that is only said to run. */
final class SimulatedServer implements DatabaseServer {
  private final Path data;
  private final int port;
  private @Nullable List<Consumer<ServerExit>> listeners = new ArrayList<>(1);

  SimulatedServer(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** A number only: nothing listens there, and other instances may have the same. */
  @Override
  public int port() {
    return port;
  }

  /** Snapseal's own process: there is no other. */
  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public synchronized boolean isRunning() {
    return listeners != null;
  }

  @Override
  public Connection connectAsAdministrator(String database) {
    throw new EngineException(
        "this database is simulated: there is no server to connect to",
        "start the region without --simulate for this engine, where the host has a server for it",
        null);
  }

  @Override
  public void setMaster(MasterUser master) {
    // Nobody can log in.
  }

  @Override
  public HotBackup beginBackup(String label) {
    if (!isRunning()) {
      throw new EngineException.BackupFailed("the server does not run", null, null);
    }
    return new Backup(data);
  }

  @Override
  public void onExit(Consumer<ServerExit> listener) {
    synchronized (this) {
      if (listeners != null) {
        listeners.add(listener);
        return;
      }
    }
    tell(listener);
  }

  @Override
  public void stop() {
    List<Consumer<ServerExit>> told;
    synchronized (this) {
      told = listeners == null ? List.of() : listeners;
      listeners = null;
    }
    told.forEach(SimulatedServer::tell);
  }

  @Override
  public void close() {
    stop();
  }

  private static void tell(Consumer<ServerExit> listener) {
    CompletableFuture<Void> unused =
        CompletableFuture.runAsync(() -> listener.accept(new ServerExit(0, true)));
  }

  /** Nothing changes while the tree is copied. */
  private record Backup(Path root) implements HotBackup {
    @Override
    public boolean includes(String relativePath, boolean directory) {
      return true;
    }

    @Override
    public BackupEnd finish() {
      return new BackupEnd(Map.of(), List.of(), "0", "0", Duration.ZERO);
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
