package io.snapseal.app;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Password;
import io.snapseal.engine.ServerSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An engine whose program is still being unpacked, which takes seconds at the first start of a
 * home. The region answers meanwhile; only what needs the engine waits for it.
 */
record PendingEngine(String name, CompletableFuture<DatabaseEngine> unpacked)
    implements DatabaseEngine, AutoCloseable {

  private DatabaseEngine engine() {
    try {
      return unpacked.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EngineException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public String version() {
    return engine().version();
  }

  @Override
  public boolean opens(String version) {
    return engine().opens(version);
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
  public boolean reclaim(Path dataDirectory) {
    return engine().reclaim(dataDirectory);
  }

  /** Waits until nothing is unpacked any more: who deletes the home then deletes all of it. */
  @Override
  public void close() {
    unpacked.handle((engine, failure) -> true).join();
  }
}
