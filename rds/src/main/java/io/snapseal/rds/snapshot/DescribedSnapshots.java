package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Lists;
import io.snapseal.state.Page;
import io.snapseal.state.StateStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/**
 * DescribeDBSnapshots: an account's own snapshots, and those of others that it may copy and
 * restore, which are named by their ARNs.
 */
public final class DescribedSnapshots {
  private static final Filters<DBSnapshot> FILTERS =
      new Filters<>(
          Map.of(
              "db-instance-id", item -> List.of(item.dbInstanceIdentifier()),
              "db-snapshot-id", item -> List.of(item.dbSnapshotIdentifier()),
              "dbi-resource-id", item -> List.of(item.dbiResourceId()),
              "snapshot-type", item -> List.of(item.snapshotType()),
              "engine", item -> List.of(item.engine())));

  private final StateStore state;

  public DescribedSnapshots(StateStore state) {
    this.state = state;
  }

  public DescribeDbSnapshotsResponse describe(Caller caller, DescribeDbSnapshotsRequest request) {
    Predicate<DBSnapshot> wanted =
        FILTERS
            .of(request.filters())
            .and(item -> is(request.snapshotType(), item.snapshotType()))
            .and(item -> is(request.dbInstanceIdentifier(), item.dbInstanceIdentifier()))
            .and(item -> is(request.dbiResourceId(), item.dbiResourceId()));
    SnapshotView<DBSnapshot> view =
        SnapshotView.of(
            InstanceSnapshots.KIND,
            caller.scope(),
            request.snapshotType(),
            request.includeShared(),
            request.includePublic());
    Page<DBSnapshot> page =
        Page.of(
            state.read(handle -> view.seen(handle, request.dbSnapshotIdentifier())).stream()
                .filter(wanted)
                .sorted(Comparator.comparing(DBSnapshot::dbSnapshotIdentifier))
                .toList(),
            DBSnapshot::dbSnapshotIdentifier,
            request.marker(),
            Lists.size(request.maxRecords()),
            Lists::invalidMarker);
    return DescribeDbSnapshotsResponse.builder()
        .dbSnapshots(page.items())
        .marker(page.next())
        .build();
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equalsIgnoreCase(actual);
  }
}
