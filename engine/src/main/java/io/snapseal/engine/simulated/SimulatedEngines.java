package io.snapseal.engine.simulated;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.mariadb.MariaDbEngine;
import io.snapseal.engine.mysql.MySqlEngine;
import io.snapseal.engine.postgres.PostgresEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The engines that RDS has, as simulated ones: names and versions, from a fixed list. */
public final class SimulatedEngines {
  private static final int VERSIONS = 2;

  private SimulatedEngines() {}

  /** The names of all engines of RDS. */
  public static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    rows().forEach(row -> names.add(row[0]));
    return names;
  }

  /**
   * Every version of the named engines, the newest of each first.
   *
   * @param names of {@link #names}
   */
  public static List<DatabaseEngine> of(Collection<String> names, SecureRandom random) {
    return rows().stream()
        .filter(row -> names.contains(row[0]))
        .flatMap(row -> versions(row, random))
        .toList();
  }

  private static Stream<DatabaseEngine> versions(String[] row, SecureRandom random) {
    int port = Integer.parseInt(row[1]);
    EngineParameters parameters = parameters(row[0]);
    return Stream.iterate(row.length - 1, at -> at >= VERSIONS, at -> at - 1)
        .map(at -> new SimulatedEngine(row[0], row[at], port, parameters, random));
  }

  /** What parameter groups can set of the engines that can run here, whether or not they do. */
  private static EngineParameters parameters(String name) {
    return switch (name) {
      case "postgres", "aurora-postgresql" -> of(PostgresEngine.class);
      case "mysql", "aurora-mysql" -> of(MySqlEngine.class);
      case "mariadb" -> of(MariaDbEngine.class);
      default -> new EngineParameters(List.of());
    };
  }

  private static EngineParameters of(Class<? extends DatabaseEngine> engine) {
    return EngineParameters.read(engine, "parameters.txt");
  }

  private static List<String[]> rows() {
    try (InputStream file =
        Objects.requireNonNull(SimulatedEngines.class.getResourceAsStream("engines.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" +"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
