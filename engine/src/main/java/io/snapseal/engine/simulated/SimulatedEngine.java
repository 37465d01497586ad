package io.snapseal.engine.simulated;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Password;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * An engine of any name and version that is not there: its instances are a small tree of files that
 * says so. What is done around a database (volumes, keys, snapshots, copies, restores) is done for
 * real; a database is not. No process runs, nothing listens on the port, nobody can connect, and
 * nothing is kept of a password.
 *
 * <p>An instance costs some 30 KiB of disk and less than 1 KiB of memory.
 */
public final class SimulatedEngine implements DatabaseEngine {
  private final String name;
  private final String version;
  private final int usualPort;
  private final EngineParameters parameters;
  private final SecureRandom random;

  /**
   * @param name as in the RDS API, for example {@code oracle-ee}
   * @param version in the form of RDS's {@code EngineVersion}
   * @param usualPort the port that an instance shows when none is asked for, 1 to 65535
   * @param parameters what a parameter group may set
   * @param random makes instances' files differ from each other
   */
  public SimulatedEngine(
      String name,
      String version,
      int usualPort,
      EngineParameters parameters,
      SecureRandom random) {
    this.name = name;
    this.version = version;
    this.usualPort = usualPort;
    this.parameters = parameters;
    this.random = random;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  /** Those of the engine that it is named after, if that can run here; they change nothing. */
  @Override
  public EngineParameters parameters() {
    return parameters;
  }

  /** Only what says the same: there is nothing to upgrade. */
  @Override
  public boolean opens(String other) {
    return version.equals(other);
  }

  /** The same for every password: none is ever asked for. */
  @Override
  public String verifier(Password password) {
    return "simulated";
  }

  @Override
  public void initialise(Path dataDirectory, MasterUser master, Optional<String> databaseName) {
    Path unfinished = Durable.sibling(dataDirectory, ".new");
    try {
      if (!Trees.absentOrEmpty(dataDirectory)) {
        throw new EngineException.BadDataDirectory(
            dataDirectory + " is not empty", "choose another directory", null);
      }
      Trees.delete(unfinished);
      try {
        SimulatedFiles.write(unfinished, this, random);
        Durable.syncTree(unfinished);
        Durable.publish(unfinished, dataDirectory);
      } finally {
        Trees.delete(unfinished);
      }
    } catch (IOException e) {
      throw new EngineException("cannot create " + dataDirectory + ": " + e.getMessage(), null, e);
    }
  }

  @Override
  public DatabaseServer start(Path dataDirectory, ServerSettings settings) {
    SimulatedFiles.requireOf(dataDirectory, this);
    return new SimulatedServer(dataDirectory, settings.port() == 0 ? usualPort : settings.port());
  }

  /** Nothing was ever running. */
  @Override
  public boolean reclaim(Path dataDirectory) {
    return false;
  }
}
