package io.snapseal.engine.innodb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that says what made a data directory; the engines themselves leave no such file. */
public final class Marker {
  /** Its name in the data directory; a server takes only directories for schemas. */
  public static final String FILE = "snapseal-engine";

  private Marker() {}

  /** Its content, for example {@code mariadb 10.11}. */
  public static String of(Variant variant) {
    return variant.name() + " " + variant.series();
  }

  static void write(Variant variant, Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE), of(variant) + "\n", StandardCharsets.US_ASCII);
  }
}
