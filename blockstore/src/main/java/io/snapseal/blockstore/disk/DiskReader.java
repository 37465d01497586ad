package io.snapseal.blockstore.disk;

import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.StorageFailedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Positioned reads of one file. */
final class DiskReader implements ObjectReader {
  private final FileChannel channel;

  DiskReader(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void readFully(long position, byte[] into, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + length - buffer.remaining()) < 0) {
        throw new EOFException("the object ends before byte " + (position + length));
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StorageFailedException("closing an object", e);
    }
  }
}
