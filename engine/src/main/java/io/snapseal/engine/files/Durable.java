package io.snapseal.engine.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
