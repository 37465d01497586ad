package io.snapseal.blockstore;

/** Hears how far a piece of work has come. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = bytesDone -> {};

  /**
   * Called on the thread that asked for the work, now and then, never with less than before. An
   * exception thrown here ends the work and reaches the caller as it is.
   *
   * @param bytesDone bytes of files dealt with so far in this call
   */
  void advanced(long bytesDone);
}
