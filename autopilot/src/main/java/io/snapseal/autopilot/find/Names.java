package io.snapseal.autopilot.find;

import java.util.Locale;

/**
 * The names of what is made, a function of lineage alone: whoever looks again finds the same name.
 *
 * <p>RDS's rules (RDS API Reference, CopyDBSnapshot and RestoreDBInstanceFromDBSnapshot): a letter
 * first; letters, digits and hyphens; no two hyphens in a row, none at the end; at most 255 for a
 * snapshot and 63 for an instance, 15 for one of SQL Server; kept in lower case.
 */
public final class Names {
  private static final int SNAPSHOT_LIMIT = 255;
  private static final int INSTANCE_LIMIT = 63;

  private Names() {}

  public static String sealed(Lineage lineage) {
    return withEnd(lineage, "-sealed-" + lineage.digest("sealed"), SNAPSHOT_LIMIT);
  }

  public static String temporarySnapshot(Lineage lineage) {
    return withEnd(lineage, "-temporary-" + lineage.digest("snapshot"), SNAPSHOT_LIMIT);
  }

  /** The instance that the route {@code restore} snapshots. */
  public static String temporaryInstance(Lineage lineage, String engine) {
    return instance(lineage, engine, lineage.digest("instance"));
  }

  /** The instance in which a sealed snapshot is tested. */
  public static String checkInstance(Lineage lineage, String engine) {
    return instance(lineage, engine, lineage.digest("check"));
  }

  private static String instance(Lineage lineage, String engine, String digest) {
    if (engine.startsWith("sqlserver")) {
      return "ss-" + digest;
    }
    return "snapseal-" + withEnd(lineage, "-" + digest, INSTANCE_LIMIT - "snapseal-".length());
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
