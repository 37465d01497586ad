package io.snapseal.rds.cluster;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.rds.instance.Engines;
import io.snapseal.rds.resource.RdsFaults;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engines of clusters. Aurora's own storage cannot be had; what its two flavours are compatible
 * with runs in their stead.
 *
 * @param installed what this host can run
 */
record ClusterEngines(Engines installed) {
  private static final Map<String, String> COMPATIBLE =
      Map.of("aurora-postgresql", "postgres", "aurora-mysql", "mysql");

  /** Whether that is the name of a cluster's engine. */
  static boolean isAurora(@Nullable String engine) {
    return engine != null && COMPATIBLE.containsKey(engine);
  }

  /**
   * The engine that a request names, or AWS's fault.
   *
   * @param version a full version, a major version, or null for the newest
   */
  DatabaseEngine named(@Nullable String given, @Nullable String version) {
    String name = RdsFaults.required(given, "Engine");
    String compatible = COMPATIBLE.get(name);
    if (compatible == null) {
      throw RdsFaults.invalidValue(
          "Invalid DB cluster engine: %s. A private region has clusters of aurora-postgresql and aurora-mysql."
              .formatted(name));
    }
    if (installed.simulates(name)) {
      return installed.named(name, version);
    }
    if (!installed.has(compatible)) {
      throw RdsFaults.invalidValue(
          "The engine %s is not available: a private region runs it by %s, and this host has no server of that."
              .formatted(name, compatible));
    }
    return installed.real(compatible, version);
  }

  /**
   * The engine that opens a cluster's data.
   *
   * @param simulated whether there is none
   */
  DatabaseEngine opening(String engine, String version, boolean simulated) {
    String opened = simulated ? engine : COMPATIBLE.getOrDefault(engine, engine);
    return installed.opening(opened, version, simulated);
  }
}
