package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A file being restored, by as many threads as it has extents; closed when the last is done. */
final class TargetFile {
  private final Path path;
  private final Entry.File entry;
  private final AtomicLong pending;
  private @Nullable FileChannel channel;

  TargetFile(Path path, Entry.File entry) {
    this.path = path;
    this.entry = entry;
    this.pending = new AtomicLong(Math.max(1, entry.extents()));
  }

  /** Writes pages; what the last page has beyond the file's end is left out. */
  void write(long position, byte[] pages, int offset, int length) throws IOException {
    int count = (int) Math.min(length, entry.size() - position);
    ByteBuffer buffer = ByteBuffer.wrap(pages, offset, count);
    FileChannel out = opened();
    while (buffer.hasRemaining()) {
      out.write(buffer, position + buffer.position() - offset);
    }
  }

  /** One extent is done. */
  void extentDone() throws IOException {
    if (pending.decrementAndGet() > 0) {
      return;
    }
    opened().close();
  }

  private synchronized FileChannel opened() throws IOException {
    if (channel == null) {
      channel =
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PermissionBits.set(0600)));
      if (entry.size() > 0) {
        channel.write(ByteBuffer.allocate(1), entry.size() - 1); // zero pages stay holes
      }
    }
    return channel;
  }

  /** Lets go of the file wherever it stands. */
  synchronized void abandon() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new StorageFailedException("closing " + path, e);
    }
  }
}
