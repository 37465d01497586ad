package io.snapseal.blockstore.v1;

/** A snapshot open for reading: manifest, key, and the hold that keeps its segments. */
record Opened(Manifest manifest, Sealing sealing, Holds.Hold hold) implements AutoCloseable {
  @Override
  public void close() {
    try {
      manifest.close();
    } finally {
      sealing.close();
      hold.close();
    }
  }
}
