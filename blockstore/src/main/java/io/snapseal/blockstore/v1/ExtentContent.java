package io.snapseal.blockstore.v1;

import java.nio.ByteBuffer;

/**
 * One extent of a file, in memory.
 *
 * @param size the whole file's
 * @param begin where the extent begins in the file
 * @param bytes the extent's
 */
record ExtentContent(long size, long begin, ByteBuffer bytes) implements Content {
  @Override
  public int read(long position, byte[] into, int offset, int length) {
    int from = (int) (position - begin);
    int count = Math.min(length, bytes.limit() - from);
    bytes.get(from, into, offset, count);
    return count;
  }

  @Override
  public void close() {}
}
