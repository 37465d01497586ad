package io.snapseal.blockstore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A snapshot being made. Used by one thread at a time; the work behind it is parallel. Until {@link
 * #commit} returns there is no snapshot; {@link #close} without it discards what was written.
 */
public interface SnapshotWriter extends AutoCloseable {
  /**
   * Adds a directory tree, without its root, which may be changing meanwhile as a database's files
   * do during a hot backup. A file that vanishes before it is reached is left out. One that shrinks
   * while it is read is filled with zeros to the size it had, one that grows is cut there. Pages of
   * 8 KiB may be torn. The database's log, replayed, mends all of that (PostgreSQL manual, "Making
   * a Base Backup Using the Low Level API"). Sockets, pipes and devices are left out.
   *
   * @param progress counts the bytes of this tree
   * @throws UnstorableFileException for a symbolic link, a path that is not UTF-8 or too long, or a
   *     path added before
   * @throws StorageFailedException if files cannot be read or the medium fails
   */
  void addTree(Path root, TreeFilter filter, Progress progress);

  /**
   * Adds one file from memory. Directories above it that no tree contains are made (0700).
   *
   * @param path relative, parts separated by {@code /}
   * @param mode permission bits, 0 to 0777
   * @throws UnstorableFileException if the path cannot be stored or was added before
   */
  void addFile(String path, int mode, byte[] content);

  /**
   * Adds one file from disk with its permission bits; as above. It must be there and stay whole.
   */
  void addFile(String path, Path file);

  /**
   * Adds one file from a stream, with {@code size} bytes of it. Memory stays bounded, whatever the
   * size, if files come in the order of their paths (bytes, with {@code /} before all others); a
   * few GiB may come in any order. Directories above it that are not added are made (0700).
   *
   * @param mode permission bits, 0 to 0777
   * @throws IOException what the stream throws; nothing can be committed then
   * @throws UnstorableFileException if the path cannot be stored or was added before, if the stream
   *     ends early, or if too much comes out of order
   */
  void addFile(String path, int mode, long size, InputStream content) throws IOException;

  /** Adds one directory, before or after what is in it; as above. */
  void addDirectory(String path, int mode);

  /**
   * Makes the snapshot: segments, sync, manifest, sync. When this returns, a power cut does not
   * undo it.
   *
   * @throws SnapshotExistsException if a snapshot of this name exists
   */
  SnapshotInfo commit();

  @Override
  void close();
}
