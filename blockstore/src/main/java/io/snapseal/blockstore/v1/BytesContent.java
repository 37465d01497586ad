package io.snapseal.blockstore.v1;

/** A file in memory. */
record BytesContent(java.nio.ByteBuffer bytes) implements Content {
  @Override
  public long size() {
    return bytes.limit();
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    int count = (int) Math.min(length, size() - position);
    bytes.get((int) position, into, offset, count);
    return count;
  }

  @Override
  public void close() {}
}
