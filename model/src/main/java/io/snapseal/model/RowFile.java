package io.snapseal.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files of rows in which a service says what its requests may hold. */
public final class RowFile {
  private RowFile() {}

  /**
   * The text of a file that lies beside a class, in UTF-8.
   *
   * @throws NullPointerException if there is none
   */
  public static String text(Class<?> beside, String file) {
    try (InputStream rows = beside.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(rows, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
