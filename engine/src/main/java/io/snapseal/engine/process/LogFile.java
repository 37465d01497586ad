package io.snapseal.engine.process;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Durable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The file a server's messages are appended to, and what of it belongs to the present start. */
public final class LogFile {
  private static final long LARGE = 16L << 20;
  private static final int TAIL = 4096;
  private static final int LOOKED_THROUGH = 64 << 10;

  private final Path path;
  private final long start;

  private LogFile(Path path, long start) {
    this.path = path;
    this.start = start;
  }

  /**
   * Opens it for a new start; a large one is moved to {@code <name>.1} first. Readable by its owner
   * alone.
   */
  public static LogFile begin(Path path) {
    try {
      if (size(path) > LARGE) {
        Files.move(path, Durable.sibling(path, ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      if (!Files.exists(path)) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return new LogFile(path, size(path));
    } catch (IOException e) {
      throw new EngineException("cannot write log file " + path + ": " + e.getMessage(), null, e);
    }
  }

  private static long size(Path path) throws IOException {
    try {
      return Files.size(path);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  public ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(path.toFile());
  }

  /** Tells whether this start's messages, the last 64 KiB of them, hold some words. */
  public boolean says(String words) {
    return last(LOOKED_THROUGH).contains(words);
  }

  /**
   * Returns the last 4 KiB of what was written since {@link #begin}: start-up messages, never a
   * client's statements of earlier runs.
   */
  public String tail() {
    return last(TAIL).strip();
  }

  private String last(int most) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long from = Math.max(start, file.length() - most);
      byte[] bytes = new byte[(int) Math.max(0, Math.min(most, file.length() - from))];
      file.seek(from);
      int n = file.read(bytes);
      return new String(bytes, 0, Math.max(0, n), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(log file " + path + " cannot be read: " + e.getMessage() + ")";
    }
  }
}
