package io.snapseal.app;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Password;
import io.snapseal.engine.ServerSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose program is still being unpacked, which takes seconds at the first start of a
 * home, or looked for. The region answers meanwhile; only what needs the engine waits for it, and
 * is told what to install if there is none.
 */
final class PendingEngine implements DatabaseEngine, AutoCloseable {
  private final String name;
  private final Supplier<DatabaseEngine> unpacking;
  private @Nullable CompletableFuture<DatabaseEngine> unpacked;

  private PendingEngine(String name, Supplier<DatabaseEngine> unpacking) {
    this.name = name;
    this.unpacking = unpacking;
  }

  /** Unpacks it from now on. */
  static PendingEngine now(String name, Supplier<DatabaseEngine> unpacking) {
    PendingEngine engine = new PendingEngine(name, unpacking);
    CompletableFuture<DatabaseEngine> unused = engine.begun();
    return engine;
  }

  /** Unpacks it once something needs it: where its name is simulated, that is old data only. */
  static PendingEngine whenNeeded(String name, Supplier<DatabaseEngine> unpacking) {
    return new PendingEngine(name, unpacking);
  }

  private synchronized CompletableFuture<DatabaseEngine> begun() {
    CompletableFuture<DatabaseEngine> begun = unpacked;
    if (begun == null) {
      begun = CompletableFuture.supplyAsync(unpacking);
      unpacked = begun;
    }
    return begun;
  }

  private DatabaseEngine engine() {
    try {
      return begun().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EngineException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return engine().version();
  }

  /** What is not installed opens nothing. */
  @Override
  public boolean opens(String version) {
    try {
      return engine().opens(version);
    } catch (EngineException.Missing e) {
      return false;
    }
  }

  @Override
  public EngineParameters parameters() {
    return engine().parameters();
  }

  @Override
  public String verifier(Password password) {
    return engine().verifier(password);
  }

  @Override
  public void initialise(Path dataDirectory, MasterUser master, Optional<String> databaseName) {
    engine().initialise(dataDirectory, master, databaseName);
  }

  @Override
  public DatabaseServer start(Path dataDirectory, ServerSettings settings) {
    return engine().start(dataDirectory, settings);
  }

  @Override
  public void makeReplica(Path dataDirectory) {
    engine().makeReplica(dataDirectory);
  }

  /** Only what has a server is unpacked. */
  @Override
  public boolean simulated() {
    return false;
  }

  /** Of what is not installed nothing runs. */
  @Override
  public boolean reclaim(Path dataDirectory) {
    try {
      return engine().reclaim(dataDirectory);
    } catch (EngineException.Missing e) {
      return false;
    }
  }

  /** Waits until nothing is unpacked any more: who deletes the home then deletes all of it. */
  @Override
  public synchronized void close() {
    if (unpacked != null) {
      unpacked.handle((engine, failure) -> true).join();
    }
  }
}
