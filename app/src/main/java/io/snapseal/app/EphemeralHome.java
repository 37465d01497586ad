package io.snapseal.app;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Trees;
import io.snapseal.rds.resource.InstanceFiles;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The home of a region that keeps nothing: its state is in memory, and gone with it. In the
 * directory that {@code --home} names there is, while it runs, only what others find it by.
 */
final class EphemeralHome implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EphemeralHome.class);

  private final Home front;
  private final FileLock frontLock;
  private final MemoryDirectory.Found found;

  private EphemeralHome(Home front, FileLock frontLock, MemoryDirectory.Found found) {
    this.front = front;
    this.frontLock = frontLock;
    this.found = found;
  }

  /**
   * Makes one.
   *
   * @param directory what {@code --home} names; must hold no region's state
   */
  static EphemeralHome open(Path directory) throws IOException {
    if (Files.exists(directory.resolve(Home.STATE), LinkOption.NOFOLLOW_LINKS)) {
      throw new UserError(
          directory + " holds the state of a region that is not ephemeral",
          "Name another directory with --home: an ephemeral region writes its credentials there.");
    }
    Home front = Home.prepare(directory);
    FileLock lock = front.lock();
    try {
      return new EphemeralHome(front, lock, MemoryDirectory.ofThisUser().open());
    } catch (IOException | RuntimeException e) {
      lock.channel().close();
      throw e;
    }
  }

  /** The home in memory, found by what is in the directory that was named. */
  Home home() {
    return found.home().reachedBy(front);
  }

  /**
   * Ends what killed ephemeral regions left running, and frees their memory.
   *
   * @param hosts whose engines and volumes know what is theirs
   */
  void clearAbandoned(RegionHosts hosts) {
    for (MemoryDirectory.Abandoned abandoned : found.abandoned()) {
      try (FileLock lock = abandoned.lock()) {
        end(abandoned.home(), hosts);
        Trees.delete(abandoned.home());
        LOG.info("removed what a killed region left in {} ({})", abandoned.home(), lock.isShared());
      } catch (IOException | EngineException e) {
        LOG.warn("what a killed region left in {} stays", abandoned.home(), e);
      }
    }
  }

  private static void end(Path home, RegionHosts hosts) throws IOException {
    Path regions = home.resolve("regions");
    if (!Files.isDirectory(regions)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(regions, 3)) {
      for (Path instance : paths.filter(EphemeralHome::isInstance).toList()) {
        end(new InstanceFiles(instance, home.resolve("run")), hosts);
      }
    }
  }

  private static boolean isInstance(Path path) {
    Path parent = path.getParent();
    return parent != null
        && parent.endsWith("instances")
        && !Files.exists(path.resolve("volume/data/SIMULATED"));
  }

  private static void end(InstanceFiles files, RegionHosts hosts) {
    List<DatabaseEngine> real =
        hosts.engines().stream().filter(engine -> !engine.simulated()).toList();
    for (Path root : List.of(files.mount(), files.atRest())) {
      if (Files.isDirectory(root)) {
        real.forEach(engine -> engine.reclaim(root.resolve("data")));
      }
    }
    hosts.encrypted().reclaim(files.atRest(), files.mount());
  }

  /** Removes everything but the lock, for a fresh beginning. All that uses it must be closed. */
  void empty() throws IOException {
    try (Stream<Path> entries = Files.list(found.home().directory())) {
      for (Path entry : entries.toList()) {
        if (!entry.endsWith(Home.LOCK)) {
          Trees.delete(entry);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(home().server());
      Files.deleteIfExists(home().credentials());
      Trees.delete(found.home().directory());
    } finally {
      found.lock().channel().close();
      frontLock.channel().close();
    }
  }
}
