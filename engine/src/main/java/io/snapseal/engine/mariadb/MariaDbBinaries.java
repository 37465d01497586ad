package io.snapseal.engine.mariadb;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Outcome;
import io.snapseal.engine.process.Programs;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An installed MariaDB server.
 *
 * @param server {@code mariadbd}
 * @param installer {@code mariadb-install-db}
 * @param backup {@code mariadb-backup}
 * @param version for example {@code 10.11.6}
 */
public record MariaDbBinaries(Path server, Path installer, Path backup, String version) {
  static final String INSTALL = "apt-get install mariadb-server mariadb-backup";

  /** Oldest supported: what this was tried with. Its backups say when they hold up commits. */
  private static final int OLDEST = 1011;

  private static final Pattern VERSION = Pattern.compile("Ver (\\d+\\.\\d+\\.\\d+)-MariaDB");

  public MariaDbBinaries {
    if (number(version) < OLDEST) {
      throw new EngineException("MariaDB " + version + " is too old", "use 10.11 or later", null);
    }
  }

  /**
   * Finds the host's.
   *
   * @throws EngineException.Missing if a program is not installed
   */
  public static MariaDbBinaries ofHost() {
    Path server = Path.of(Programs.require("mariadbd", INSTALL));
    return new MariaDbBinaries(
        server,
        Path.of(Programs.require("mariadb-install-db", INSTALL)),
        Path.of(Programs.require("mariadb-backup", INSTALL)),
        versionOf(server));
  }

  private static String versionOf(Path server) {
    Outcome outcome = Command.of(server.toString(), "--no-defaults", "--version").run();
    Matcher version = VERSION.matcher(outcome.output());
    if (!outcome.succeeded() || !version.find()) {
      throw new EngineException(
          server + " --version says: " + outcome.output().strip(), null, null);
    }
    return version.group(1);
  }

  /** For example {@code 10.11}. */
  String series() {
    return version.substring(0, version.lastIndexOf('.'));
  }

  private static int number(String version) {
    String[] parts = version.split("\\.", -1);
    return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
  }
}
