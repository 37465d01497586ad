package io.snapseal.blockstore;

import java.io.IOException;

/**
 * A snapshot open for reading: its key has been opened, and what it needs stays in the store until
 * it is closed. For one thread.
 */
public interface SnapshotReader extends AutoCloseable {
  /** What it is. */
  SnapshotInfo info();

  /**
   * Shows all of it, in bounded memory, whatever its size.
   *
   * @throws DamagedException at the first byte that is not what was written; what was shown before
   *     is a part of the snapshot, and as it was
   * @throws IOException what the visitor throws
   */
  void read(SnapshotVisitor visitor) throws IOException;

  @Override
  void close();
}
