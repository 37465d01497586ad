package io.snapseal.engine.mysql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A copy of any other file, the redo log above all, brought up to date by comparing: what is the
 * same already is not written again.
 */
final class PlainCopy {
  private static final int CHUNK = 1 << 18;

  private PlainCopy() {}

  static void round(Path from, Path to) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(
                to, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      out.truncate(in.size());
      ByteBuffer now = ByteBuffer.allocateDirect(CHUNK);
      ByteBuffer then = ByteBuffer.allocateDirect(CHUNK);
      long position = 0;
      while (fill(in, now, position) > 0) {
        fill(out, then, position);
        if (!now.equals(then)) {
          ByteBuffer changed = now.duplicate();
          while (changed.hasRemaining()) {
            out.write(changed, position + changed.position());
          }
        }
        position += now.limit();
      }
    }
  }

  private static int fill(FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        break;
      }
    }
    buffer.flip();
    return buffer.limit();
  }
}
