package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A file on disk, closed by the last of those who share it. What it grows while open is not taken.
 */
final class FileContent implements Content {
  private final FileChannel channel;
  private final long size;
  private final AtomicLong users;

  private FileContent(FileChannel channel, long size, long users) {
    this.channel = channel;
    this.size = size;
    this.users = new AtomicLong(users);
  }

  /**
   * Opens a file for its one user.
   *
   * @param most how much of it is taken at most
   * @return null if it is not there
   */
  static @Nullable FileContent open(Path file, long most) throws IOException {
    FileChannel channel = channel(file);
    return channel == null ? null : new FileContent(channel, Math.min(most, channel.size()), 1);
  }

  /** Opens a file for as many users as it has extents. */
  static @Nullable FileContent shared(Path file) throws IOException {
    FileChannel channel = channel(file);
    if (channel == null) {
      return null;
    }
    long size = channel.size();
    return new FileContent(channel, size, Math.max(1, Format.extents(size)));
  }

  private static @Nullable FileChannel channel(Path file) throws IOException {
    try {
      return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position + buffer.position() - offset);
      if (count < 0) {
        break;
      }
    }
    return buffer.position() - offset;
  }

  @Override
  public void close() throws IOException {
    if (users.decrementAndGet() == 0) {
      channel.close();
    }
  }

  boolean isClosed() {
    return !channel.isOpen();
  }

  /** Closes it whoever uses it. */
  void closeNow() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StorageFailedException("closing a file", e);
    }
  }
}
