package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.process.Programs;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL servers installed on this machine. */
public final class HostPostgres {
  static final String INSTALL = "apt-get install postgresql";

  private final List<Path> roots;

  public HostPostgres() {
    this(List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr")));
  }

  HostPostgres(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /**
   * Finds the newest, or the newest of a major version: in {@code /usr/lib/postgresql} (Debian),
   * {@code /usr/pgsql-*} (PGDG's RPMs) and among the system's programs.
   *
   * @throws EngineException.Missing if there is none
   */
  public PostgresBinaries find(Optional<Integer> major) {
    return directories().stream()
        .map(PostgresBinaries::in)
        .filter(found -> major.isEmpty() || major.get() == found.major())
        .max(Comparator.comparingInt(PostgresBinaries::major))
        .orElseThrow(
            () ->
                new EngineException.Missing(
                    "no PostgreSQL server" + major.map(m -> " " + m).orElse("") + " is installed",
                    INSTALL));
  }

  private List<Path> directories() {
    List<Path> found = new ArrayList<>();
    for (Path root : roots) {
      found.addAll(below(root));
    }
    Programs.find("postgres").map(Path::of).map(Durable::parent).ifPresent(found::add);
    return found;
  }

  private static List<Path> below(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(root, "{pgsql-,}[0-9]*")) {
      for (Path version : versions) {
        if (Files.isExecutable(version.resolve("bin/postgres"))) {
          found.add(version.resolve("bin"));
        }
      }
    } catch (IOException e) {
      throw new EngineException("cannot list " + root, null, e);
    }
    return found;
  }
}
