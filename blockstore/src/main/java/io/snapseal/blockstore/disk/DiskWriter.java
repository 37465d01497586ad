package io.snapseal.blockstore.disk;

import io.snapseal.blockstore.ObjectWriter;
import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/**
 * Writes beside the objects, syncs, then links into place: linking, unlike renaming, never
 * replaces.
 */
final class DiskWriter implements ObjectWriter {
  private final Path part;
  private final Path target;
  private final FileChannel channel;

  DiskWriter(Path part, Path target) throws IOException {
    this.part = part;
    this.target = target;
    this.channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            Directories.PRIVATE_FILE);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void commit() throws IOException {
    channel.force(true);
    channel.close();
    Path directory = Objects.requireNonNull(target.getParent());
    Directories.create(directory);
    Files.createLink(target, part);
    Directories.sync(directory);
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new StorageFailedException("discarding " + part, e);
    }
  }
}
