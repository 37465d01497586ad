package io.snapseal.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that holds a region's state, and where things are in it.
 *
 * <p>The directory itself may be passed through (0711), because a database server that has given up
 * root's rights must reach its own files; every file with a secret is for its owner only (0600).
 */
final class Home {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> PASSABLE =
      PosixFilePermissions.fromString("rwx--x--x");

  /** The file whose lock means that a region runs here. */
  static final String LOCK = "lock";

  /** The file of the region's state. */
  static final String STATE = "state.db";

  private final Path directory;
  private final Path front;

  private Home(Path directory) {
    this(directory, directory);
  }

  private Home(Path directory, Path front) {
    this.directory = directory;
    this.front = front;
  }

  /** This home, with what others find its region by in another. */
  Home reachedBy(Home other) {
    return new Home(directory, other.directory);
  }

  /** The default: {@code ~/.snapseal}. */
  static Path usual() {
    return Path.of(System.getProperty("user.home"), ".snapseal");
  }

  /**
   * The directory, made if it is not there. One that is there keeps its mode, and must be empty or
   * a home already: whoever mistypes {@code --home} must not have another directory changed.
   */
  static Home prepare(Path directory) {
    try {
      if (!Files.exists(directory)) {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PASSABLE);
      }
      if (!Files.exists(directory.resolve(LOCK))) {
        claim(directory);
      }
      return new Home(directory.toRealPath());
    } catch (IOException e) {
      throw new UserError(
          "the home directory " + directory + " cannot be written: " + reason(e),
          "Choose another with --home, or make it writable for this user.");
    }
  }

  /**
   * Makes an empty directory a home. The lock file comes first: whoever is killed after that leaves
   * a home, and before that an empty directory.
   */
  private static void claim(Path directory) throws IOException {
    for (Path found : entries(directory)) {
      if (!isProbe(found)) {
        throw new UserError(
            directory + " is neither empty nor a region's home",
            "Choose a new directory with --home.");
      }
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
    if (mode.addAll(PASSABLE)) {
      Files.setPosixFilePermissions(directory, mode);
    }
    try {
      Files.createFile(directory.resolve(LOCK), OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      // Another start was quicker; the lock itself decides between the two.
    }
    for (Path found : entries(directory)) {
      if (isProbe(found)) {
        Files.deleteIfExists(found);
      }
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  /**
   * What earlier versions left when they were killed while they looked whether they could write.
   */
  private static boolean isProbe(Path file) throws IOException {
    return String.valueOf(file.getFileName()).matches("\\.writable\\d+")
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == 0;
  }

  /** The directory as it is, for commands that only read. */
  static Home at(Path directory) {
    return new Home(directory.toAbsolutePath());
  }

  Path directory() {
    return directory;
  }

  Path credentials() {
    return front.resolve("credentials");
  }

  Path rootKey() {
    return directory.resolve("root.key");
  }

  /** Where the audit trail is. */
  Path audit() {
    return directory.resolve("audit");
  }

  /** Where a region's snapshots are. */
  Path store(String region) {
    return directory.resolve("regions").resolve(region).resolve("store");
  }

  /** A directory of a region's instances, made so that database servers can pass through it. */
  Path instances(String region) throws IOException {
    return passable("regions", region, "instances");
  }

  /** A directory below the home, made so that database servers can pass through it (0711). */
  Path passable(String... names) throws IOException {
    Path path = directory;
    for (String name : names) {
      path = path.resolve(name);
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PASSABLE);
    }
    return path;
  }

  /** The key shared with the server of another region. */
  Path peerKey(String region) {
    return directory.resolve("peers").resolve(region + ".key");
  }

  Path server() {
    return front.resolve("server.json");
  }

  /** The state's file, made with mode 0600: SQLite gives its side files the same. */
  Path stateFile() throws IOException {
    Path file = directory.resolve(STATE);
    try {
      Files.createFile(file, OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      // It was made at an earlier start.
    }
    return file;
  }

  /** Writes a small file for the owner only; whole or not at all, durable when this returns. */
  void writeOwnerOnly(Path file, String content) throws IOException {
    Path parent = file.resolveSibling("");
    Path fresh = Files.createTempFile(parent, ".new", ".tmp", OWNER_ONLY);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Takes the home for this process until it ends, however it ends.
   *
   * @return the lock, to be held open
   */
  FileLock lock() {
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OWNER_ONLY);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      channel.close();
    } catch (OverlappingFileLockException e) {
      throw taken();
    } catch (IOException e) {
      throw new UserError(
          "the home directory " + directory + " cannot be locked: " + reason(e),
          "Choose another with --home.");
    }
    throw taken();
  }

  private UserError taken() {
    return new UserError(
        "a region is already running on " + directory,
        "Stop it with 'snapseal region stop', or choose another --home.");
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
  }
}
