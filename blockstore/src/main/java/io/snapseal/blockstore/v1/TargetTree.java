package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.StorageFailedException;
import io.snapseal.blockstore.TargetNotEmptyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The directory a snapshot is restored into. Used by one thread, the files it gives out by many.
 */
final class TargetTree implements AutoCloseable {
  private static final int PRIVATE = 0700;

  private final Path root;
  private final Deque<Entry.Directory> directories = new ArrayDeque<>();
  private final Set<TargetFile> large = new HashSet<>();

  private TargetTree(Path root) {
    this.root = root;
  }

  /**
   * Begins in a directory that is empty or not there yet.
   *
   * @throws TargetNotEmptyException if it is something else
   */
  static TargetTree in(Path root) throws IOException {
    if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
        if (children.iterator().hasNext()) {
          throw new TargetNotEmptyException(root);
        }
      }
    } else if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      throw new TargetNotEmptyException(root);
    } else {
      create(root);
    }
    return new TargetTree(root);
  }

  private static void create(Path directory) throws IOException {
    Files.createDirectory(
        directory, PosixFilePermissions.asFileAttribute(PermissionBits.set(PRIVATE)));
  }

  /** Makes a directory; it gets its own permissions when all is in it. */
  void directory(Entry.Directory entry) throws IOException {
    create(root.resolve(entry.path().text()));
    directories.addFirst(entry);
  }

  TargetFile file(Entry.File entry) {
    TargetFile file = new TargetFile(root.resolve(entry.path().text()), entry);
    if (entry.extents() > 1) {
      large.add(file);
    }
    return file;
  }

  /** A file with more than one extent is done. */
  void done(TargetFile file) {
    large.remove(file);
  }

  /** Gives the directories their permissions, the deepest first, and makes their names durable. */
  void finish() throws IOException {
    for (Entry.Directory entry : directories) {
      Path directory = root.resolve(entry.path().text());
      sync(directory);
      Files.setPosixFilePermissions(directory, PermissionBits.set(entry.mode()));
    }
    sync(root);
    Path parent = root.toAbsolutePath().getParent();
    if (parent != null) {
      sync(parent);
    }
  }

  /** Gives a written file its permissions, and makes it durable. */
  void finish(Entry.File entry) {
    Path file = root.resolve(entry.path().text());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Files.setPosixFilePermissions(file, PermissionBits.set(entry.mode()));
      channel.force(true);
    } catch (IOException e) {
      throw new StorageFailedException("syncing " + file, e);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    large.forEach(TargetFile::abandon);
  }
}
