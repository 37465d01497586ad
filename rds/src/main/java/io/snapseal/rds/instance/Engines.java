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
          "db2-ae",
          "db2-se",
          "mariadb",
          "mysql",
          "oracle-ee",
          "oracle-ee-cdb",
          "oracle-se2",
          "oracle-se2-cdb",
          "postgres",
          "sqlserver-ee",
          "sqlserver-ex",
          "sqlserver-se",
          "sqlserver-web");

  private final List<DatabaseEngine> installed;

  public Engines(List<DatabaseEngine> installed) {
    this.installed = List.copyOf(installed);
  }

  /** Whether this host has a server of that name, in any version. */
  public boolean has(String name) {
    return installed.stream().anyMatch(engine -> engine.name().equals(name));
  }

  /**
   * The engine that a request names.
   *
   * @param version a full version, a major version, or null for the newest
   */
  public DatabaseEngine named(@Nullable String given, @Nullable String version) {
    String name = RdsFaults.required(given, "Engine");
    List<DatabaseEngine> sameName =
        installed.stream().filter(engine -> engine.name().equals(name)).toList();
    if (sameName.isEmpty()) {
      throw RdsFaults.invalidValue(
          KNOWN_TO_AWS.contains(name)
              ? "The engine " + name + " is not available: this host has no server for it."
              : "Invalid DB engine: " + name);
    }
    try {
      return ofVersion(sameName, name, version);
    } catch (EngineException e) {
      throw RdsFaults.invalidValue(
          "The engine %s is not available: %s. %s"
              .formatted(name, e.getMessage(), e.fix().orElse("")));
    }
  }

  /**
   * The engine that opens data which a version of it has written. A host's minor version may have
   * changed since.
   */
  public DatabaseEngine opening(String name, String version) {
    return installed.stream()
        .filter(engine -> engine.name().equals(name) && engine.opens(version))
        .findFirst()
        .orElseThrow(
            () ->
                RdsFaults.invalidCombination(
                    "This host has no server that opens data of %s %s.".formatted(name, version)));
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
}
