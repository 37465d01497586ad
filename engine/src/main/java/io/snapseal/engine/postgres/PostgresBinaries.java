package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An installed PostgreSQL server.
 *
 * @param directory where {@code postgres} and {@code initdb} are
 * @param version for example {@code 17.6}
 */
public record PostgresBinaries(Path directory, String version) {
  /** Oldest supported: the first with {@code pg_backup_start} (PostgreSQL 15 release notes). */
  static final int OLDEST_MAJOR = 15;

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+\\.\\d+)");

  public PostgresBinaries {
    if (major(version) < OLDEST_MAJOR) {
      throw new EngineException(
          "PostgreSQL " + version + " in " + directory + " is too old",
          "use version " + OLDEST_MAJOR + " or later",
          null);
    }
  }

  /**
   * Asks the programs in a directory what they are.
   *
   * @throws EngineException.Missing if they are not there
   */
  public static PostgresBinaries in(Path directory) {
    for (String program : List.of("postgres", "initdb")) {
      if (!Files.isExecutable(directory.resolve(program))) {
        throw new EngineException.Missing(
            "there is no " + program + " in " + directory, HostPostgres.INSTALL);
      }
    }
    Outcome outcome = Command.of(directory.resolve("postgres").toString(), "--version").run();
    Matcher version = VERSION.matcher(outcome.output());
    if (!outcome.succeeded() || !version.find()) {
      throw new EngineException(
          directory.resolve("postgres") + " --version says: " + outcome.output().strip(),
          null,
          null);
    }
    return new PostgresBinaries(directory, version.group(1));
  }

  String program(String name) {
    return directory.resolve(name).toString();
  }

  int major() {
    return major(version);
  }

  private static int major(String version) {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }
}
