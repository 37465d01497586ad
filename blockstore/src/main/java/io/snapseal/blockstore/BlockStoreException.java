package io.snapseal.blockstore;

/** What the block store refuses or cannot do. Bugs are other types. Messages hold no secrets. */
public abstract class BlockStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BlockStoreException(String message) {
    super(message);
  }

  BlockStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
