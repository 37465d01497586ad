package io.snapseal.engine.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Makes what was written survive a crash of the machine. */
public final class Durable {
  private Durable() {}

  /** Syncs one file or directory (fsync(2)). */
  public static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Syncs every file and directory of a tree, the root last. Symbolic links are left alone. */
  public static void syncTree(Path root) throws IOException {
    try (Stream<Path> children = Files.list(root)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          syncTree(child);
        } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
          sync(child);
        }
      }
    }
    sync(root);
  }

  /**
   * Gives a finished, synced file or directory its final name: either the old state is there after
   * a crash or the new. An empty directory of that name is replaced.
   */
  public static void publish(Path finished, Path name) throws IOException {
    Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
    sync(parent(name));
  }

  /**
   * Gives a small file that everybody may read a new content, by renaming: a reader sees the old or
   * the new, and a link in its place is not followed. Not synced: for what is written anew whenever
   * it is needed.
   */
  public static void replace(Path file, String content) throws IOException {
    Path unfinished = sibling(file, ".new");
    Files.deleteIfExists(unfinished);
    Files.writeString(unfinished, content, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns the directory that holds a path. */
  public static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("the root directory has no parent");
    }
    return parent;
  }

  /** Returns the path with {@code suffix} appended to its last name. */
  public static Path sibling(Path path, String suffix) {
    Path name = path.getFileName();
    if (name == null) {
      throw new IllegalArgumentException("the root directory has no siblings");
    }
    return path.resolveSibling(name + suffix);
  }
}
