package io.snapseal.rds;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Password;
import io.snapseal.engine.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real engine that makes its first data directory by itself, and every other by copying that one:
 * making one takes longer than everything else that is done to it. All have the same master user
 * and database.
 */
final class InitialisedOnce implements DatabaseEngine {
  private final DatabaseEngine real;
  private final Path templates;
  private final Path first;

  /**
   * @param templates where the first data directory is kept
   */
  InitialisedOnce(DatabaseEngine real, Path templates) {
    this.real = real;
    this.templates = templates;
    this.first = templates.resolve(real.name());
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public String version() {
    return real.version();
  }

  @Override
  public boolean opens(String version) {
    return real.opens(version);
  }

  @Override
  public EngineParameters parameters() {
    return real.parameters();
  }

  @Override
  public String verifier(Password password) {
    return real.verifier(password);
  }

  @Override
  public void initialise(Path dataDirectory, MasterUser master, Optional<String> databaseName) {
    try {
      copy(made(master, databaseName), dataDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Path made(MasterUser master, Optional<String> databaseName)
      throws IOException {
    if (Files.notExists(first)) {
      Passable.make(templates);
      real.initialise(first, master, databaseName);
    }
    return first;
  }

  /** Whoever owns the copies: a server is given its files when it is started. */
  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.copy(
          file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  @Override
  public DatabaseServer start(Path dataDirectory, ServerSettings settings) {
    return real.start(dataDirectory, settings);
  }

  @Override
  public void makeReplica(Path dataDirectory) {
    real.makeReplica(dataDirectory);
  }

  @Override
  public boolean reclaim(Path dataDirectory) {
    return real.reclaim(dataDirectory);
  }
}
