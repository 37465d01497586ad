package io.snapseal.app;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A home that comes into being all at once: it is filled beside its place and then renamed. What a
 * killed restore has left beside it, the next one removes.
 */
final class RestoredHome {
  private final Path place;
  private final Path staged;

  private RestoredHome(Path place) {
    this.place = place;
    this.staged = place.resolveSibling("." + place.getFileName() + ".restoring");
  }

  /** Fills a home. */
  interface Filling {
    int in(Home staged) throws IOException;
  }

  /**
   * @throws UserError if there is anything at that place
   */
  static RestoredHome at(Path directory) throws IOException {
    if (Files.exists(directory) && !isEmpty(directory)) {
      throw new UserError(
          directory + " is not empty", "Restore into a new directory: no home is written over.");
    }
    Path place = Files.exists(directory) ? directory.toRealPath() : directory.toAbsolutePath();
    if (place.getFileName() == null) {
      throw new UserError(directory + " cannot be a home", "Name another with --home.");
    }
    return new RestoredHome(place);
  }

  /** Fills it; when this returns it is there and durable, and if it throws there is nothing. */
  void fill(Filling filling) throws IOException {
    Path parent = Objects.requireNonNull(place.getParent());
    Files.createDirectories(parent);
    Home home = Home.prepare(staged);
    try (FileLock lock = home.lock()) {
      removeRest(home, lock);
      try {
        filling.in(home);
        NewFile.sync(staged);
        moveToPlace();
        NewFile.sync(parent);
      } finally {
        if (Files.exists(staged)) {
          removeRest(home, lock);
          Files.delete(staged.resolve(Home.LOCK));
          Files.delete(staged);
        }
      }
    }
  }

  private void moveToPlace() throws IOException {
    try {
      Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new UserError(
          place + " is on another file system than the directory it is in",
          "Restore into a new directory below it.");
    } catch (FileSystemException e) {
      throw new UserError(
          place + " cannot take the restored home: " + e.getReason(),
          "Restore into a directory that is not there yet.");
    }
  }

  /** Everything but the lock, which must be held. */
  private void removeRest(Home home, FileLock lock) throws IOException {
    if (!lock.isValid()) {
      throw new IllegalStateException("not locked: " + home.directory());
    }
    for (Path entry : entries(staged)) {
      if (!entry.endsWith(Home.LOCK)) {
        Files.delete(entry);
      }
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    return Files.isDirectory(directory) && entries(directory).isEmpty();
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
