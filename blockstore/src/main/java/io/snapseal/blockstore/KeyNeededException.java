package io.snapseal.blockstore;

/** A sealed snapshot was to be read without access to its key. */
public final class KeyNeededException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  /** Names the key. */
  public KeyNeededException(String keyArn) {
    super("the snapshot is sealed under %s and no key access was given".formatted(keyArn));
  }
}
