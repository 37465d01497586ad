package io.snapseal.blockstore.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** One process, and in it one opener, at a time. The kernel drops the lock of a killed process. */
final class StorageLock {
  private StorageLock() {}

  /** Takes the lock; closing the channel gives it back. */
  static FileChannel take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            Directories.PRIVATE_FILE);
    try {
      if (channel.tryLock() == null) {
        throw new IOException("another process uses it");
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("this process has it open already", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
