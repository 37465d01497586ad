package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.blockstore.SnapshotReader;
import io.snapseal.blockstore.SnapshotVisitor;
import java.io.IOException;

/**
 * A snapshot whose key is open.
 *
 * @param opened closed with it
 */
record OpenSnapshot(Opened opened, SnapshotInfo info, Reading reading) implements SnapshotReader {
  @Override
  public void read(SnapshotVisitor visitor) throws IOException {
    reading.into(visitor);
  }

  @Override
  public void close() {
    opened.close();
  }
}
