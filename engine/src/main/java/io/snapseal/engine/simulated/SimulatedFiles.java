package io.snapseal.engine.simulated;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a simulated instance has on disk: a note that says what it is, and pages of random bytes
 * that are no other instance's.
 */
final class SimulatedFiles {
  /** The note's name. */
  static final String NOTE = "SIMULATED";

  private static final String PAGES = "pages";
  private static final int ID_BYTES = 16;
  private static final int PAGE_BYTES = 16 * 1024;

  private SimulatedFiles() {}

  static void write(Path directory, DatabaseEngine engine, SecureRandom random) throws IOException {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    byte[] pages = new byte[PAGE_BYTES];
    random.nextBytes(pages);
    Trees.make(directory, Trees.PRIVATE);
    Path inner = directory.resolve("data");
    Trees.make(inner, Trees.PRIVATE);
    write(inner.resolve(PAGES), pages);
    write(
        directory.resolve(NOTE),
        (firstLine(engine) + "instance " + HexFormat.of().formatHex(id) + "\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String firstLine(DatabaseEngine engine) {
    return "a simulated database of %s %s: no server, no data\n"
        .formatted(engine.name(), engine.version());
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /**
   * @throws EngineException.BadDataDirectory if it is not the directory of such an engine
   */
  static void requireOf(Path directory, DatabaseEngine engine) {
    String note;
    try {
      note = Files.readString(directory.resolve(NOTE), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EngineException.BadDataDirectory(
          directory + " is not that of a simulated database", null, e);
    }
    if (!note.startsWith(firstLine(engine))) {
      throw new EngineException.BadDataDirectory(
          "%s is that of another database than %s %s"
              .formatted(directory, engine.name(), engine.version()),
          null,
          null);
    }
  }
}
