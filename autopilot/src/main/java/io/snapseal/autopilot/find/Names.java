package io.snapseal.autopilot.find;

import java.util.Locale;

/**
 * The names of what is made, a function of lineage alone: whoever looks again finds the same name.
 *
 * <p>RDS's rules (RDS API Reference, CopyDBSnapshot and RestoreDBInstanceFromDBSnapshot): a letter
 * first; letters, digits and hyphens; no two hyphens in a row, none at the end; at most 255 for a
 * snapshot, 63 for a cluster snapshot, an instance and a cluster, 15 for an instance of SQL Server;
 * kept in lower case.
 */
public final class Names {
  private static final int DATABASE_LIMIT = 63;

  private Names() {}

  public static String sealed(Lineage lineage) {
    return withEnd(lineage, "-sealed-" + lineage.digest("sealed"), lineage.kind().longestName());
  }

  public static String temporarySnapshot(Lineage lineage) {
    return withEnd(
        lineage, "-temporary-" + lineage.digest("snapshot"), lineage.kind().longestName());
  }

  /** The instance that the route {@code restore} snapshots. */
  public static String temporaryInstance(Lineage lineage, String engine) {
    return instance(lineage, engine, lineage.digest("instance"));
  }

  /** The instance in which a sealed snapshot is tested. */
  public static String checkInstance(Lineage lineage, String engine) {
    return instance(lineage, engine, lineage.digest("check"));
  }

  /** The cluster that the route {@code cluster} snapshots. */
  public static String temporaryCluster(Lineage lineage) {
    return database(lineage, lineage.digest("cluster"));
  }

  /** The cluster in which a sealed cluster snapshot is tested. */
  public static String checkCluster(Lineage lineage) {
    return database(lineage, lineage.digest("check-cluster"));
  }

  private static String instance(Lineage lineage, String engine, String digest) {
    return engine.startsWith("sqlserver") ? "ss-" + digest : database(lineage, digest);
  }

  private static String database(Lineage lineage, String digest) {
    return "snapseal-" + withEnd(lineage, "-" + digest, DATABASE_LIMIT - "snapseal-".length());
  }

  private static String withEnd(Lineage lineage, String end, int limit) {
    String whole = plain(lineage.sourceId());
    String cut = whole.substring(0, Math.min(whole.length(), limit - end.length()));
    return trimmed(cut) + end;
  }

  private static String plain(String id) {
    String hyphened =
        id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceFirst("^-+", "");
    boolean letterFirst = !hyphened.isEmpty() && Character.isLetter(hyphened.charAt(0));
    return trimmed(letterFirst ? hyphened : "s-" + hyphened);
  }

  private static String trimmed(String name) {
    return name.replaceFirst("-+$", "");
  }
}
