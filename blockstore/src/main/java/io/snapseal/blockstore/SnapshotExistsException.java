package io.snapseal.blockstore;

/** The store already holds a snapshot of this name. */
public final class SnapshotExistsException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  /** Names the snapshot. */
  public SnapshotExistsException(String snapshotId) {
    super("snapshot %s exists already".formatted(snapshotId));
  }
}
