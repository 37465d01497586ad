package io.snapseal.app;

import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where homes in memory are: one directory of this user's on a RAM file system, one home below it
 * for each ephemeral region, each locked by its owner as any home is.
 */
final class MemoryDirectory {
  private static final String PREFIX = "home-";
  private static final long LOCK_MILLIS = 20;

  private final Path root;

  private MemoryDirectory(Path root) {
    this.root = root;
  }

  /** This user's, on the first RAM file system of those that machines have. */
  static MemoryDirectory ofThisUser() throws IOException {
    Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    for (String place : List.of("/dev/shm", "/run/user/" + uid, "/run/shm")) {
      Path memory = Path.of(place);
      if (isMemory(memory)) {
        return in(memory, uid);
      }
    }
    throw new UserError(
        "--ephemeral needs a file system in memory, and there is none at /dev/shm",
        "Mount one (mount -t tmpfs tmpfs /dev/shm), or start without --ephemeral.");
  }

  static MemoryDirectory in(Path memory, Object uid) throws IOException {
    Path root = memory.resolve("snapseal-" + uid);
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      Trees.make(root, Trees.PASSAGE);
    }
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)
        || !uid.equals(Files.getAttribute(root, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
      throw new UserError(
          root + " is not this user's directory", "Have whoever made it remove it.");
    }
    return new MemoryDirectory(root);
  }

  private static boolean isMemory(Path place) throws IOException {
    return Files.isWritable(place)
        && Set.of("tmpfs", "ramfs").contains(Files.getFileStore(place).type());
  }

  /**
   * A home of a process that has been killed.
   *
   * @param lock held, so that nobody else clears it away as well
   */
  record Abandoned(Path home, FileLock lock) {}

  /**
   * A new home and its lock, with those that were left by others; all starts do this one after the
   * other, so that none takes a home that is being made for one that was left.
   */
  record Found(Home home, FileLock lock, List<Abandoned> abandoned) {}

  Found open() throws IOException {
    try (FileChannel channel = channel(root.resolve(Home.LOCK));
        FileLock turn = awaited(channel)) {
      if (!turn.isValid()) {
        throw new IOException("the lock of " + root + " is lost");
      }
      List<Abandoned> abandoned = abandoned();
      Path directory =
          Files.createTempDirectory(
              root,
              PREFIX,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(Trees.PRIVATE)));
      Home home = Home.prepare(directory);
      return new Found(home, home.lock(), abandoned);
    }
  }

  private List<Abandoned> abandoned() throws IOException {
    List<Abandoned> found = new ArrayList<>();
    try (Stream<Path> homes = Files.list(root)) {
      for (Path home : homes.filter(MemoryDirectory::isHome).toList()) {
        taken(home).ifPresent(lock -> found.add(new Abandoned(home, lock)));
      }
    }
    return found;
  }

  private static boolean isHome(Path path) {
    return String.valueOf(path.getFileName()).startsWith(PREFIX)
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The lock of a home that nobody has. */
  private static Optional<FileLock> taken(Path home) throws IOException {
    FileChannel channel = channel(home.resolve(Home.LOCK));
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(lock);
      }
    } catch (OverlappingFileLockException e) {
      // This very process has it.
    }
    channel.close();
    return Optional.empty();
  }

  /** Another region of this process may have it for a moment: the JVM does not wait for itself. */
  private static FileLock awaited(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOCK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("the region is to stop");
    }
  }

  private static FileChannel channel(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
