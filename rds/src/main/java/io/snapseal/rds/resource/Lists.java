package io.snapseal.rds.resource;

import org.jspecify.annotations.Nullable;

/** How RDS pages its lists: 20 to 100 items (RDS API reference, {@code MaxRecords}). */
public final class Lists {
  private static final int MIN = 20;
  private static final int MAX = 100;

  private Lists() {}

  /** The size of a page. */
  public static int size(@Nullable Integer maxRecords) {
    return size(maxRecords, MAX);
  }

  /** The size of a page of an operation that allows more. */
  public static int size(@Nullable Integer maxRecords, int most) {
    if (maxRecords == null) {
      return MAX;
    }
    if (maxRecords < MIN || maxRecords > most) {
      throw RdsFaults.invalidValue(
          "Invalid value %d for MaxRecords. Must be between %d and %d"
              .formatted(maxRecords, MIN, most));
    }
    return maxRecords;
  }

  public static RuntimeException invalidMarker() {
    return RdsFaults.invalidValue("The Marker was not given by an earlier page of this list.");
  }
}
