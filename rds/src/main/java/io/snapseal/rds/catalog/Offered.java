package io.snapseal.rds.catalog;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.EngineException;
import io.snapseal.rds.group.Families;
import io.snapseal.rds.group.OptionGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine's version that this host runs.
 *
 * @param engine for example {@code postgres}
 * @param version a full version
 * @param isDefault whether a request that names no version gets it
 * @param upgrades the versions of this host that open its data
 */
public record Offered(String engine, String version, boolean isDefault, List<String> upgrades) {
  private static final Logger LOG = LoggerFactory.getLogger(Offered.class);
  private static final Map<String, String> NAMES =
      Map.of(
          "postgres", "PostgreSQL",
          "mysql", "MySQL Community Edition",
          "mariadb", "MariaDB Community Edition",
          "aurora-postgresql", "Aurora (PostgreSQL)",
          "aurora-mysql", "Aurora MySQL");

  /** What runs clusters of Aurora that are compatible with it. */
  private static final Map<String, String> AURORA =
      Map.of("postgres", "aurora-postgresql", "mysql", "aurora-mysql");

  public Offered {
    upgrades = List.copyOf(upgrades);
  }

  /** What of the engines of this host really runs, the default of each name first. */
  public static List<Offered> of(List<DatabaseEngine> engines) {
    List<Offered> offered = new ArrayList<>();
    for (DatabaseEngine engine : engines) {
      try {
        boolean first = offered.stream().noneMatch(one -> one.engine().equals(engine.name()));
        List<String> upgrades = upgrades(engine, engines);
        offered.add(new Offered(engine.name(), engine.version(), first, upgrades));
        String aurora = AURORA.get(engine.name());
        if (aurora != null && engines.stream().noneMatch(one -> one.name().equals(aurora))) {
          offered.add(new Offered(aurora, engine.version(), first, upgrades));
        }
      } catch (EngineException e) {
        LOG.warn("{} is not offered", engine.name(), e);
      }
    }
    return offered;
  }

  private static List<String> upgrades(DatabaseEngine from, List<DatabaseEngine> engines) {
    return engines.stream()
        .filter(engine -> engine != from && engine.name().equals(from.name()))
        .filter(engine -> engine.opens(from.version()))
        .map(DatabaseEngine::version)
        .toList();
  }

  String major() {
    return Families.major(engine, version);
  }

  /** Its parameter group family. */
  public String family() {
    return Families.of(engine, version);
  }

  /** Its default option group. */
  public String optionGroup() {
    return OptionGroups.defaultGroup(engine, version);
  }

  boolean isAurora() {
    return engine.startsWith("aurora-");
  }

  String name() {
    return NAMES.getOrDefault(engine, engine);
  }

  String license() {
    return engine.endsWith("postgres") || engine.endsWith("postgresql")
        ? "postgresql-license"
        : "general-public-license";
  }

  /** Whether it is the version, or of the major version, that a request names. */
  boolean is(String wanted) {
    return version.equals(wanted) || version.startsWith(wanted + ".");
  }
}
