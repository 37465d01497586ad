package io.snapseal.blockstore;

/** A file, or its path, that a snapshot cannot hold. */
public final class UnstorableFileException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  /** Names the path and why. */
  public UnstorableFileException(String path, String why) {
    super("%s cannot be stored: %s".formatted(path, why));
  }
}
