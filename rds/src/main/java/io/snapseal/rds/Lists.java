package io.snapseal.rds;

import org.jspecify.annotations.Nullable;

/** How RDS pages its lists: 20 to 100 items (RDS API reference, {@code MaxRecords}). */
final class Lists {
  private static final int MIN = 20;
  private static final int MAX = 100;

  private Lists() {}

  /** The size of a page. */
  static int size(@Nullable Integer maxRecords) {
    if (maxRecords == null) {
      return MAX;
    }
    if (maxRecords < MIN || maxRecords > MAX) {
      throw RdsFaults.invalidValue(
          "Invalid value %d for MaxRecords. Must be between %d and %d"
              .formatted(maxRecords, MIN, MAX));
    }
    return maxRecords;
  }

  static RuntimeException invalidMarker() {
    return RdsFaults.invalidValue("The Marker was not given by an earlier page of this list.");
  }
}
