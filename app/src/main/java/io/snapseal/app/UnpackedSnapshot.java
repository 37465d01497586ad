package io.snapseal.app;

import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A snapshot's files in a new directory: all of them, or none. */
final class UnpackedSnapshot {
  private final Path root;
  private final Deque<Map.Entry<Path, Integer>> directories = new ArrayDeque<>();

  private UnpackedSnapshot(Path root) {
    this.root = root;
  }

  /**
   * Unpacks an archive.
   *
   * @param target must not be there, or be empty
   */
  static void write(InputStream archive, Path target) throws IOException {
    if (!Trees.absentOrEmpty(target)) {
      throw new UserError(target + " is not an empty directory", "Name a new one with --out.");
    }
    Path partial = Durable.sibling(target.toAbsolutePath(), ".partial");
    Trees.delete(partial);
    try {
      Trees.make(partial, Trees.PRIVATE);
      new UnpackedSnapshot(partial).unpack(archive);
      Durable.syncTree(partial);
      Durable.publish(partial, target.toAbsolutePath());
    } finally {
      Trees.delete(partial);
    }
  }

  private void unpack(InputStream archive) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(archive, "UTF-8");
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = inside(entry.getName());
      if (entry.isDirectory()) {
        Trees.make(path, Trees.PRIVATE);
        directories.push(Map.entry(path, entry.getMode()));
      } else if (entry.isFile()) {
        Files.copy(tar, path);
        Files.setPosixFilePermissions(path, permissions(entry.getMode()));
      } else {
        throw new IOException("the archive has something that no snapshot has: " + path);
      }
    }
    for (Map.Entry<Path, Integer> directory : directories) {
      Files.setPosixFilePermissions(directory.getKey(), permissions(directory.getValue()));
    }
  }

  /** The region is asked over a network: what it answers is not trusted with other directories. */
  private Path inside(String name) throws IOException {
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw new IOException("the archive points out of its directory: " + name);
    }
    return path;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode >> (all.length - 1 - i) & 1) == 1) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
