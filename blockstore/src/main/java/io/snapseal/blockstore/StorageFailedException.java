package io.snapseal.blockstore;

import java.io.IOException;

/** The medium failed: disk full, permission denied, connection lost. Trying again may help. */
public final class StorageFailedException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what was being done, and keeps the failure. */
  public StorageFailedException(String doing, IOException cause) {
    super("%s failed: %s".formatted(doing, cause), cause);
  }
}
