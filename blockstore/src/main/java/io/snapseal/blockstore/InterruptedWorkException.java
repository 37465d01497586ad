package io.snapseal.blockstore;

/** The thread was interrupted while the store worked for it; its interrupt flag is set again. */
public final class InterruptedWorkException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  /** Keeps the cause. */
  public InterruptedWorkException(InterruptedException cause) {
    super("interrupted", cause);
  }
}
