package io.snapseal.engine.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The number and total size of the files that were unpacked, kept beside them: tells whole from
 * damaged.
 */
final class Inventory {
  private static final String NAME = ".inventory";

  private Inventory() {}

  static void write(Path home) throws IOException {
    Files.writeString(home.resolve(NAME), of(home), StandardCharsets.US_ASCII);
  }

  static boolean holds(Path home) throws IOException {
    try {
      return Files.readString(home.resolve(NAME), StandardCharsets.US_ASCII).equals(of(home));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String of(Path home) throws IOException {
    long count = 0;
    long bytes = 0;
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !file.endsWith(NAME)) {
          count++;
          bytes += Files.size(file);
        }
      }
    }
    return count + " files, " + bytes + " bytes\n";
  }
}
