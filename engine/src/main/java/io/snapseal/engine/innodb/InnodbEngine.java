package io.snapseal.engine.innodb;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engines over InnoDB share. */
public abstract class InnodbEngine implements DatabaseEngine {
  private static final Logger LOG = LoggerFactory.getLogger(InnodbEngine.class);
  private static final Duration RECLAIM_LIMIT = Duration.ofMinutes(1);

  private final Variant variant;
  private final InnodbProcesses processes;

  /**
   * @param patience waits for servers
   * @throws EngineException.Unreachable if the account that servers run as cannot reach the program
   */
  protected InnodbEngine(Variant variant, Patience patience) {
    this.variant = variant;
    this.processes = new InnodbProcesses(variant, Account.forServers(), patience);
    Reachability.require(processes.account(), variant.server());
  }

  @Override
  public final String name() {
    return variant.name();
  }

  @Override
  public final String version() {
    return variant.version();
  }

  @Override
  public final boolean opens(String version) {
    return variant.opens(version);
  }

  @Override
  public final EngineParameters parameters() {
    return variant.parameters();
  }

  /** {@inheritDoc} Not salted: no form that both MariaDB and MySQL take ready-made is. */
  @Override
  public final String verifier(Password password) {
    return Accounts.verifier(password);
  }

  @Override
  public final void initialise(
      Path dataDirectory, MasterUser master, Optional<String> databaseName) {
    new Initialiser(variant, processes)
        .initialise(DataDirectory.at(dataDirectory), master, databaseName);
  }

  @Override
  public final DatabaseServer start(Path dataDirectory, ServerSettings settings) {
    DataDirectory data = DataDirectory.at(dataDirectory);
    data.requireMadeBy(variant);
    if (!processes.on(data.path()).find().isEmpty()) {
      throw new EngineException.BadDataDirectory(
          "a server is running on " + data.path(), "stop it, or reclaim the directory", null);
    }
    Reachability.require(processes.account(), data.path());
    processes.tools(data.path()).kill();
    data.prepare(processes.account());
    return new Startup(variant, processes).start(data, settings);
  }

  @Override
  public final boolean reclaim(Path dataDirectory) {
    DataDirectory data = DataDirectory.at(dataDirectory);
    processes.tools(data.path()).kill();
    data.scratch().stagings().forEach(staging -> processes.makers(staging).kill());
    boolean ended = processes.reclaimer(data.path()).end(RECLAIM_LIMIT);
    try {
      if (ended) {
        LOG.info("ended a server left running on {}", data.path());
      }
      data.scratch().clear();
      return ended;
    } catch (IOException e) {
      throw new EngineException.BadDataDirectory(
          "cannot remove what was left beside " + data.path() + ": " + e.getMessage(), null, e);
    }
  }
}
