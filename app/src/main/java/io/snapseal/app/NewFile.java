package io.snapseal.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** A file for its owner only that was not there before. */
final class NewFile {
  private NewFile() {}

  /**
   * @throws UserError if there is one, or no directory for it
   */
  static void requireNone(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UserError(file + " is there already", "Name a new file, or remove that one.");
    }
    if (!Files.isDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()))) {
      throw new UserError(
          file + " would be in a directory that is not there", "Make it, or name another file.");
    }
  }

  /** Writes it whole or not at all; durable when this returns. */
  static void write(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    Path directory = Objects.requireNonNull(target.getParent());
    Path fresh =
        Files.createTempFile(
            directory,
            ".new",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel channel = FileChannel.open(fresh, Set.of(StandardOpenOption.WRITE))) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      requireNone(target);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    sync(directory);
  }

  /** Makes what was renamed in a directory durable. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
