package io.snapseal.blockstore;

/**
 * The storage holds something that is no block store, or one of a version this code cannot read.
 */
public final class UnsupportedFormatException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what was found. */
  public UnsupportedFormatException(String message) {
    super(message);
  }
}
