package io.snapseal.rds.group;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.EngineParameters;
import io.snapseal.rds.resource.RdsFaults;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameter group families: an engine and its major version, for example {@code postgres17}. */
public final class Families {
  /** Of open-source engines the version follows at once, of others after a hyphen. */
  private static final Pattern FAMILY =
      Pattern.compile(
          "(postgres|mysql|mariadb|aurora-postgresql|aurora-mysql)(\\d+(?:\\.\\d+)?)"
              + "|((?:custom-)?(?:oracle|sqlserver|db2)-[a-z0-9-]*[a-z0-9])-(\\d+(?:\\.\\d+)?)");

  private static final Pattern ONE_PART =
      Pattern.compile("postgres|aurora-postgresql|(custom-)?oracle-.*");
  private static final Pattern HYPHENATED = Pattern.compile("(custom-)?(oracle|sqlserver|db2)-.*");

  private static final EngineParameters NONE = new EngineParameters(List.of());

  /** What runs under Aurora's names. */
  private static final Map<String, String> COMPATIBLE =
      Map.of("aurora-postgresql", "postgres", "aurora-mysql", "mysql");

  private final List<DatabaseEngine> engines;

  /**
   * @param engines what this host runs: what may be set of others, nobody knows here
   */
  public Families(List<DatabaseEngine> engines) {
    this.engines = List.copyOf(engines);
  }

  /** The family of an engine's version, for example {@code oracle-ee-19}. */
  public static String of(String engine, String version) {
    String major = major(engine, version);
    return HYPHENATED.matcher(engine).matches()
        ? engine + "-" + major.replaceFirst("\\.00$", ".0")
        : engine + major;
  }

  /** The major version: of PostgreSQL and Oracle one number, of other engines two. */
  public static String major(String engine, String version) {
    String[] parts = version.split("\\.", -1);
    return ONE_PART.matcher(engine).matches() || parts.length < 2
        ? parts[0]
        : parts[0] + "." + parts[1];
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
    String engine = parts.group(1) == null ? parts.group(3) : parts.group(1);
    return named(engine)
        .or(() -> named(COMPATIBLE.getOrDefault(engine, engine)))
        .map(DatabaseEngine::parameters)
        .orElse(NONE);
  }

  private Optional<DatabaseEngine> named(String name) {
    // A simulated one knows the same, and need not be unpacked first.
    return engines.stream()
        .filter(one -> one.name().equals(name))
        .max(Comparator.comparing(DatabaseEngine::simulated));
  }
}
