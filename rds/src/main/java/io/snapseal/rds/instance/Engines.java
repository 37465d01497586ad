package io.snapseal.rds.instance;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.EngineException;
import io.snapseal.rds.resource.RdsFaults;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The engines that this region's host can run. */
public final class Engines {
  private static final Set<String> KNOWN_TO_AWS =
      Set.of(
          "aurora-mysql",
          "aurora-postgresql",
          "custom-oracle-ee",
          "custom-oracle-ee-cdb",
          "custom-oracle-se2",
          "custom-oracle-se2-cdb",
          "custom-sqlserver-dev",
          "custom-sqlserver-ee",
          "custom-sqlserver-se",
          "custom-sqlserver-web",
          "db2-ae",
          "db2-se",
          "mariadb",
          "mysql",
          "oracle-ee",
          "oracle-ee-cdb",
          "oracle-se2",
          "oracle-se2-cdb",
          "postgres",
          "sqlserver-dev-ee",
          "sqlserver-ee",
          "sqlserver-ex",
          "sqlserver-se",
          "sqlserver-web");

  private final List<DatabaseEngine> installed;

  /**
   * @param installed real ones and simulated ones; a name that is simulated has no real new
   *     instances
   */
  public Engines(List<DatabaseEngine> installed) {
    this.installed = List.copyOf(installed);
  }

  /** Whether this host has a server of that name, in any version. */
  public boolean has(String name) {
    return installed.stream().anyMatch(engine -> engine.name().equals(name) && !engine.simulated());
  }

  /** Whether new resources of that engine have no server. */
  public boolean simulates(String name) {
    return installed.stream().anyMatch(engine -> engine.name().equals(name) && engine.simulated());
  }

  /**
   * The engine that a request names.
   *
   * @param version a full version, a major version, or null for the newest
   */
  public DatabaseEngine named(@Nullable String given, @Nullable String version) {
    String name = RdsFaults.required(given, "Engine");
    return named(name, version, ofName(name, simulates(name)));
  }

  /** The same, of those that have a server. */
  public DatabaseEngine real(String name, @Nullable String version) {
    return named(name, version, ofName(name, false));
  }

  private static DatabaseEngine named(
      String name, @Nullable String version, List<DatabaseEngine> sameName) {
    if (sameName.isEmpty()) {
      throw RdsFaults.invalidValue(
          KNOWN_TO_AWS.contains(name) ? missing(name) : "Invalid DB engine: " + name);
    }
    try {
      return ofVersion(sameName, name, version);
    } catch (EngineException e) {
      throw RdsFaults.invalidValue(
          "The engine %s is not available: %s. %s"
              .formatted(name, e.getMessage(), e.fix().orElse("")));
    }
  }

  private List<DatabaseEngine> ofName(String name, boolean simulated) {
    return installed.stream()
        .filter(engine -> engine.name().equals(name) && engine.simulated() == simulated)
        .toList();
  }

  private static String missing(String name) {
    return ("The engine %s is not available: this host has no %s server that a private region can"
            + " run. A region that is started with --simulate %s has instances of it without a"
            + " server.")
        .formatted(name, product(name), name);
  }

  private static String product(String name) {
    String family = name.replaceFirst("^custom-", "");
    return family.startsWith("oracle")
        ? "Oracle Database"
        : family.startsWith("sqlserver")
            ? "Microsoft SQL Server"
            : family.startsWith("db2") ? "IBM Db2" : name;
  }

  /**
   * The engine that opens data which a version of it has written. A host's minor version may have
   * changed since.
   *
   * @param simulated whether there is no data: such a resource never becomes a real one, nor a real
   *     one a simulated one
   */
  public DatabaseEngine opening(String name, String version, boolean simulated) {
    return ofName(name, simulated).stream()
        .filter(engine -> engine.opens(version))
        .findFirst()
        .orElseThrow(() -> RdsFaults.invalidCombination(unopened(name, version, simulated)));
  }

  private static String unopened(String name, String version, boolean simulated) {
    return simulated
        ? "This is simulated, and the region does not simulate %s %s now: start it with --simulate %s."
            .formatted(name, version, name)
        : "This host has no server that opens data of %s %s.".formatted(name, version);
  }

  private static DatabaseEngine ofVersion(
      List<DatabaseEngine> sameName, String name, @Nullable String version) {
    return sameName.stream()
        .filter(engine -> isOf(engine.version(), version))
        .findFirst()
        .orElseThrow(
            () ->
                RdsFaults.invalidCombination(
                    "Cannot find version %s for %s. This host has %s."
                        .formatted(
                            version,
                            name,
                            String.join(
                                ", ", sameName.stream().map(DatabaseEngine::version).toList()))));
  }

  /** Terraform's provider sends an empty version for none. */
  private static boolean isOf(String full, @Nullable String wanted) {
    return wanted == null
        || wanted.isEmpty()
        || full.equals(wanted)
        || full.startsWith(wanted + ".");
  }

  /** Whether RDS has an engine of that name. */
  public static boolean isKnown(String name) {
    return KNOWN_TO_AWS.contains(name);
  }
}
