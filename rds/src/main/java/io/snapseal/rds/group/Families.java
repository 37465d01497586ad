package io.snapseal.rds.group;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.EngineParameters;
import io.snapseal.rds.resource.RdsFaults;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameter group families: an engine and its major version, for example {@code postgres17}. */
public final class Families {
  private static final Set<String> TWO_PARTS = Set.of("mysql", "mariadb", "aurora-mysql");
  private static final Pattern FAMILY =
      Pattern.compile("(postgres|mysql|mariadb|aurora-postgresql|aurora-mysql)(\\d+(?:\\.\\d+)?)");

  private static final EngineParameters NONE = new EngineParameters(List.of());
  private static final String AURORA = "aurora-";

  private final List<DatabaseEngine> engines;

  /**
   * @param engines what this host runs: what may be set of others, nobody knows here
   */
  public Families(List<DatabaseEngine> engines) {
    this.engines = List.copyOf(engines);
  }

  /** The family of an engine's version. */
  public static String of(String engine, String version) {
    return engine + major(engine, version);
  }

  /** The major version: of PostgreSQL one number, of MySQL and MariaDB two. */
  public static String major(String engine, String version) {
    String[] parts = version.split("\\.", -1);
    return TWO_PARTS.contains(engine) && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
  }

  /** The name of a family's default group. */
  public static String defaultGroup(String family) {
    return "default." + family;
  }

  /** The family of that name, or AWS's fault. */
  String required(@Nullable String family) {
    String given = RdsFaults.required(family, "DBParameterGroupFamily");
    if (!FAMILY.matcher(given).matches()) {
      throw RdsFaults.invalidValue(
          "DBParameterGroupFamily " + given + " is not a valid parameter group family");
    }
    return given;
  }

  /** Whether there is a family of that name. */
  static boolean isKnown(String family) {
    return FAMILY.matcher(family).matches();
  }

  /** What may be set of a family's engine, in the order in which it is listed. */
  EngineParameters parameters(String family) {
    Matcher parts = FAMILY.matcher(family);
    if (!parts.matches()) {
      return NONE;
    }
    String engine = serverOf(parts.group(1));
    return engines.stream()
        .filter(one -> one.name().equals(engine))
        .findFirst()
        .map(DatabaseEngine::parameters)
        .orElse(NONE);
  }

  /** Under Aurora's name runs what it is compatible with. */
  private static String serverOf(String engine) {
    if (!engine.startsWith(AURORA)) {
      return engine;
    }
    return engine.equals("aurora-postgresql") ? "postgres" : "mysql";
  }
}
