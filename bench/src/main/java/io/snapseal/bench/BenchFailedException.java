package io.snapseal.bench;

/** Something that was to be measured did not work. */
final class BenchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchFailedException(String message) {
    super(message);
  }
}
