package io.snapseal.blockstore;

/** The store holds no snapshot of this name. */
public final class NoSuchSnapshotException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  /** Names the snapshot. */
  public NoSuchSnapshotException(String snapshotId) {
    super("there is no snapshot " + snapshotId);
  }
}
