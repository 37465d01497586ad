package io.snapseal.autopilot.find;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The lists of one region, page by page (MaxRecords 20–100: RDS API Reference, DescribeDBSnapshots
 * and its like), with what other accounts share.
 */
final class Listing {
  private static final int PAGE = 100;

  private final RdsClient rds;

  Listing(RdsClient rds) {
    this.rds = rds;
  }

  private record Page<T>(List<T> items, @Nullable String next) {}

  List<Snapshot> instanceSnapshots() {
    return pages(
        marker -> {
          var page =
              rds.describeDBSnapshots(
                  ask -> ask.maxRecords(PAGE).includeShared(true).marker(marker));
          return new Page<>(page.dbSnapshots().stream().map(Snapshot::of).toList(), page.marker());
        });
  }

  List<Snapshot> backupSnapshots() {
    return pages(
        marker -> {
          var page =
              rds.describeDBSnapshots(
                  ask -> ask.maxRecords(PAGE).snapshotType("awsbackup").marker(marker));
          return new Page<>(page.dbSnapshots().stream().map(Snapshot::of).toList(), page.marker());
        });
  }

  List<Snapshot> clusterSnapshots() {
    return pages(
        marker -> {
          var page =
              rds.describeDBClusterSnapshots(
                  ask -> ask.maxRecords(PAGE).includeShared(true).marker(marker));
          return new Page<>(
              page.dbClusterSnapshots().stream().map(Snapshot::of).toList(), page.marker());
        });
  }

  List<Database> instances() {
    return pages(
        marker -> {
          var page = rds.describeDBInstances(ask -> ask.maxRecords(PAGE).marker(marker));
          return new Page<>(page.dbInstances().stream().map(Database::of).toList(), page.marker());
        });
  }

  List<Database> clusters() {
    return pages(
        marker -> {
          var page = rds.describeDBClusters(ask -> ask.maxRecords(PAGE).marker(marker));
          return new Page<>(page.dbClusters().stream().map(Database::of).toList(), page.marker());
        });
  }

  private static <T> List<T> pages(Function<@Nullable String, Page<T>> ask) {
    List<T> all = new ArrayList<>();
    String marker = null;
    do {
      Page<T> page = ask.apply(marker);
      all.addAll(page.items());
      marker = page.next();
    } while (marker != null && !marker.isEmpty());
    return all;
  }
}
