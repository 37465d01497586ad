package io.snapseal.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads the text of a file that lies beside a class. */
final class RowFile {
  private RowFile() {}

  static String text(Class<?> beside, String file) {
    try (InputStream rows = beside.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(rows, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
