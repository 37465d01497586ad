package io.snapseal.engine;

import java.sql.Connection;
import java.util.Optional;
import java.util.function.Consumer;

/** A running database server, owned by this process. Safe for use by several threads. */
public interface DatabaseServer extends AutoCloseable {

  /** Returns the TCP port on 127.0.0.1. */
  int port();

  /** Returns the operating system's id of the main process. */
  long pid();

  /** Tells whether the main process is alive. */
  boolean isRunning();

  /**
   * Connects as the administrator, who may do whatever any account in the server may: the operating
   * system vouches for the caller, or the server knows a secret of this very start. No other local
   * user, and nobody over TCP, can do the same.
   *
   * @param database the database's name, for example the one given to {@link
   *     DatabaseEngine#initialise}
   * @throws EngineException if the server is not there or the database does not exist
   */
  Connection connectAsAdministrator(String database);

  /**
   * Sets the master user's password, as {@code ModifyDBInstance} with {@code MasterUserPassword}
   * does; creates the user if the restored data has none of that name. The password's text never
   * reaches the server or its log.
   */
  void setMaster(MasterUser master);

  /**
   * Begins a hot backup: writes go on while {@link HotBackup#root()} is copied. Any number may run
   * at once. Engines that make their copy themselves do so here, which takes as long as it takes.
   *
   * @param label a name for the backup, 1 to 200 printable ASCII characters
   * @throws EngineException.BackupFailed if the server refuses
   */
  HotBackup beginBackup(String label);

  /** Returns the server's part in streaming replication; empty if the engine has none here. */
  default Optional<Replication> replication() {
    return Optional.empty();
  }

  /**
   * Calls back once when the server has ended, for whatever reason; at once if it already has. The
   * callback runs on another thread and must be brief.
   */
  void onExit(Consumer<ServerExit> listener);

  /**
   * Stops the server: connections are cut, transactions in progress rolled back, everything
   * committed is on disk. Escalates if the server does not end within {@link
   * ServerSettings#stopLimit()}; even then nothing that was committed is lost. Does nothing if it
   * is not running.
   *
   * @throws EngineException.StopFailed if the process cannot be ended at all
   */
  void stop();

  /** Same as {@link #stop()}. */
  @Override
  void close();
}
