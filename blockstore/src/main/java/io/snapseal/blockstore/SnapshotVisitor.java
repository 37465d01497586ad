package io.snapseal.blockstore;

import java.io.IOException;

/**
 * Sees a snapshot's directories and files in the order of their paths, each directory before what
 * is in it. What it throws ends the reading.
 */
public interface SnapshotVisitor {
  /**
   * A directory.
   *
   * @param path relative, parts separated by {@code /}; none is empty, {@code .} or {@code ..}
   * @param mode permission bits, 0 to 0777
   */
  void directory(String path, int mode) throws IOException;

  /** A file of {@code size} bytes, which come next. */
  void file(String path, int mode, long size) throws IOException;

  /**
   * The next bytes of the file, checked against their digests.
   *
   * @param bytes up to 8 MiB; the visitor's to keep
   */
  void content(byte[] bytes) throws IOException;
}
