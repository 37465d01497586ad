package io.snapseal.bench;

/** Wall-clock time: the one place here that reads it. */
final class Watch {
  private final long start = System.nanoTime();

  /** Seconds since this watch was made. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
