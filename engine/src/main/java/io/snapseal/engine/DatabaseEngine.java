package io.snapseal.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One kind and version of database server that can run on this machine.
 *
 * <p>Every method is safe to repeat after a SIGKILL at any point of an earlier call. Different data
 * directories may be worked on concurrently; calls for one data directory must not overlap.
 *
 * <p><b>Directories.</b> A data directory is private (0700) to the account the server runs as,
 * which is not root. Every directory above it must let that account pass: a region home of mode
 * 0700 owned by root hides its instances from their own servers. The layout that works: 0711 on the
 * home and on each directory down to the instance; 0600 on files with secrets; 0700 on directories
 * of Snapseal's own. A path that cannot be passed is refused with {@link
 * EngineException.Unreachable}, which names the directory; modes are never loosened behind the
 * caller's back.
 */
public interface DatabaseEngine {

  /** Returns the engine's name in the RDS API, for example {@code postgres}. */
  String name();

  /**
   * Returns the version that runs, in the form of RDS's {@code EngineVersion}: for example {@code
   * 17.6}.
   */
  String version();

  /**
   * Whether it has no server: its instances hold no data, so their files need no encrypted volume,
   * and nothing listens on their ports.
   */
  default boolean simulated() {
    return false;
  }

  /**
   * Whether this server opens data that another version of it has written; a host's minor version
   * changes while its data stays.
   *
   * @param version as {@link #version} gave it when the data was written
   */
  boolean opens(String version);

  /** Returns what a DB parameter group may set, and to what. */
  EngineParameters parameters();

  /**
   * Turns a password into what the engine stores of it, salted where the engine can, so that the
   * password itself need not be kept while an instance is being made.
   *
   * @param password the caller wipes it after use
   */
  String verifier(Password password);

  /**
   * Creates a new, empty database cluster and stops it again.
   *
   * <p>All or nothing: until this returns {@code dataDirectory} does not exist (or stays empty);
   * afterwards it is complete and durable.
   *
   * @param dataDirectory absent or empty; its parent exists
   * @param master the role applications log in with, given what RDS gives its master user (RDS User
   *     Guide, "Master user account privileges")
   * @param databaseName a database to create besides the engine's own, owned by the master user
   * @throws EngineException if the directory is in use, unreachable, or the engine's own tool fails
   * @throws IllegalArgumentException if a name is not one that RDS accepts
   */
  void initialise(Path dataDirectory, MasterUser master, Optional<String> databaseName);

  /**
   * Starts a server and returns once it accepts connections, which includes recovery after a crash
   * and, where the directory is a restored backup, recovery from the backup's own log files.
   *
   * <p>Files whose owner is not the server's account (a restore writes as whoever runs Snapseal)
   * are handed over first.
   *
   * @throws EngineException.PortTaken if the port asked for is in use
   * @throws EngineException.StartFailed if the server ends or does not get ready within {@link
   *     ServerSettings#startLimit()}; the message carries the last lines of this start's log
   */
  DatabaseServer start(Path dataDirectory, ServerSettings settings);

  /**
   * Makes a copied hot backup ({@link BackupCopy}) the data of a replica: from its next start on, a
   * server follows {@link ServerSettings#upstream()} and takes no writes, until it is promoted.
   * Durable when this returns.
   *
   * @throws EngineException if the engine has no replicas here
   */
  default void makeReplica(Path dataDirectory) {
    throw new EngineException("engine " + name() + " has no read replicas here", null, null);
  }

  /**
   * Ends a server that a killed Snapseal left running on this directory, and removes what it left
   * behind (pid and socket files).
   *
   * <p>A process is ended only if it provably is this engine's server on this very directory;
   * nothing else is ever signalled, even if its pid is in the file.
   *
   * @return whether a running server was ended
   * @throws EngineException.StopFailed if it would not end
   */
  boolean reclaim(Path dataDirectory);
}
