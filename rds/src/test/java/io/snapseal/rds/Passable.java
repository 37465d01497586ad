package io.snapseal.rds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that database servers, which do not run as root, can pass. */
final class Passable {
  private Passable() {}

  /** Makes a directory passable, if need be making it at all. */
  static Path make(Path directory) throws IOException {
    Files.createDirectories(directory);
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
  }
}
