package io.snapseal.engine.innodb;

import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.process.Account;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What MariaDB and MySQL do differently. */
public interface Variant {

  /** The engine's name in the RDS API. */
  String name();

  /** The server's version, for example {@code 10.11.6}. */
  String version();

  /** See {@link io.snapseal.engine.DatabaseEngine#opens}. */
  boolean opens(String version);

  /** Which versions' data is of one kind: data directories are marked with it. */
  String series();

  /** The server program. */
  Path server();

  /** The file names of programs that may be at work on a data directory besides the server. */
  Set<String> tools();

  /** The command that makes a new data directory's files. */
  List<String> creation(Path directory);

  /** Options that every start has, besides those in {@link ServerArguments}. */
  Map<String, String> options();

  /** What a parameter group may set. */
  EngineParameters parameters();

  /** Who may do what in a server. */
  Privileges privileges();

  /** Who administrates a server during one run of it. */
  Admission admission(Account server);

  /** Accounts of a fresh data directory that nobody needs. */
  List<String> superfluousAccounts();

  /**
   * Makes a hot backup of a running server.
   *
   * @throws io.snapseal.engine.EngineException.BackupFailed if it could not be made
   */
  HotBackup backup(BackupSource source);
}
