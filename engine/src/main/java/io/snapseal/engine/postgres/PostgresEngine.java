package io.snapseal.engine.postgres;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Password;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Reachability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL 15 and later. Servers listen on 127.0.0.1 only; passwords are SCRAM-SHA-256; pages
 * carry checksums.
 */
public final class PostgresEngine implements DatabaseEngine {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresEngine.class);
  private static final EngineParameters PARAMETERS =
      EngineParameters.read(PostgresEngine.class, "parameters.txt");
  private static final Duration RECLAIM_LIMIT = Duration.ofMinutes(1);

  private final PostgresBinaries binaries;
  private final Account account;
  private final Patience patience;
  private final Sql sql;

  /**
   * @param binaries {@link EmbeddedPostgres#unpack} or {@link HostPostgres#find}
   * @param clock measures waiting
   * @param random makes the salts of passwords
   * @throws EngineException.Unreachable if the account that servers run as cannot reach the
   *     binaries
   */
  public PostgresEngine(PostgresBinaries binaries, Clock clock, SecureRandom random) {
    this(binaries, Account.forServers(), Patience.of(clock), new Sql(random));
  }

  PostgresEngine(PostgresBinaries binaries, Account account, Patience patience, Sql sql) {
    this.binaries = binaries;
    this.account = account;
    this.patience = patience;
    this.sql = sql;
    Reachability.require(account, binaries.directory().resolve("postgres"));
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public String version() {
    return binaries.version();
  }

  /** Any minor version of the same major one (PostgreSQL documentation, "Upgrading"). */
  @Override
  public boolean opens(String version) {
    return version.startsWith(binaries.major() + ".");
  }

  @Override
  public EngineParameters parameters() {
    return PARAMETERS;
  }

  @Override
  public String verifier(Password password) {
    return sql.verifier(password);
  }

  @Override
  public void initialise(Path dataDirectory, MasterUser master, Optional<String> databaseName) {
    new Initialiser(binaries, account, patience, sql)
        .initialise(DataDirectory.at(dataDirectory), master, databaseName);
  }

  @Override
  public DatabaseServer start(Path dataDirectory, ServerSettings settings) {
    DataDirectory data = DataDirectory.at(dataDirectory);
    data.requireMajor(binaries.major());
    requireNoServer(data);
    Reachability.require(account, data.path());
    data.prepare(account);
    return new Startup(binaries, account, patience, sql).start(data, settings);
  }

  private void requireNoServer(DataDirectory data) {
    if (!PostgresProcesses.on(data.path(), account).find().isEmpty()) {
      throw new EngineException.BadDataDirectory(
          "a server is running on " + data.path(), "stop it, or reclaim the directory", null);
    }
  }

  @Override
  public void makeReplica(Path dataDirectory) {
    DataDirectory.at(dataDirectory).makeReplica();
  }

  @Override
  public boolean reclaim(Path dataDirectory) {
    DataDirectory data = DataDirectory.at(dataDirectory);
    boolean ended = PostgresProcesses.reclaimer(data.path(), account, patience).end(RECLAIM_LIMIT);
    try {
      if (ended) {
        LOG.info("ended a server left running on {}", data.path());
      }
      if (Files.isDirectory(data.path(), LinkOption.NOFOLLOW_LINKS)) {
        data.removeLocks();
      }
      return ended;
    } catch (IOException e) {
      throw new EngineException.BadDataDirectory(
          "cannot remove the lock files of " + data.path() + ": " + e.getMessage(), null, e);
    }
  }
}
