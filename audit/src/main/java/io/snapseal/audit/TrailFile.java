package io.snapseal.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * One file of a trail as it was when it was read. Its first line says which line it follows, in
 * this form: {@code {"follows":"0:AAA…"}}.
 *
 * @param bytes all of it, the first line included
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
record TrailFile(Path path, byte[] bytes) {
  /** What is longer was not written by Snapseal. */
  private static final long MOST_BYTES = 256L << 20;

  private static final String BEFORE = "{\"follows\":\"";
  private static final String AFTER = "\"}\n";

  /**
   * @throws IOException if it cannot be read, or is longer than any file of a trail
   */
  static TrailFile read(Path path) throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw new IOException("longer than any file of a trail");
    }
    return new TrailFile(path, Files.readAllBytes(path));
  }

  /** The first line of a file that goes on after that place. */
  static byte[] firstLine(Link after) {
    return (BEFORE + after + AFTER).getBytes(StandardCharsets.US_ASCII);
  }

  /** Which line it follows, as it says itself; empty if it does not. */
  Optional<Link> follows() {
    int end = endOfLine(0);
    if (end < 0) {
      return Optional.empty();
    }
    String line = new String(bytes, 0, end + 1, StandardCharsets.US_ASCII);
    return line.startsWith(BEFORE) && line.endsWith(AFTER)
        ? Link.parse(line.substring(BEFORE.length(), line.length() - AFTER.length()))
        : Optional.empty();
  }

  /** Where the first line with an event begins. */
  int start() {
    return endOfLine(0) + 1;
  }

  /** Where the line that begins there ends; -1 if it does not. */
  int endOfLine(int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Where the last whole line ends; -1 if there is none. */
  int lastEnd() {
    int end = bytes.length - 1;
    while (end >= 0 && bytes[end] != '\n') {
      end--;
    }
    return end;
  }

  /** Where the line begins that ends there. */
  int startOfLine(int end) {
    int from = end;
    while (from > 0 && bytes[from - 1] != '\n') {
      from--;
    }
    return from;
  }

  /** Whether that is somewhere between these two places. */
  boolean contains(byte[] text, int from, int to) {
    for (int i = from; i <= to - text.length; i++) {
      if (bytes[i] == text[0] && Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }
}
