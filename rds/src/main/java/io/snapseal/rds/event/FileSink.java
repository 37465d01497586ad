package io.snapseal.rds.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Appends one document a line; durable when sent. A new file can be read by its owner only. */
final class FileSink implements Sink {
  private final Path file;

  FileSink(Path file) {
    this.file = file;
  }

  @Override
  public int send(List<String> documents) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.position(wholeLines(channel));
      ByteBuffer lines =
          ByteBuffer.wrap((String.join("\n", documents) + "\n").getBytes(StandardCharsets.UTF_8));
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
      channel.truncate(channel.position());
      channel.force(true);
    }
    return documents.size();
  }

  /** A kill may have cut the last line off: it is written again, so what is there of it goes. */
  private static long wholeLines(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    long end = channel.size();
    while (end > 0) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        return end;
      }
      end--;
    }
    return end;
  }
}
