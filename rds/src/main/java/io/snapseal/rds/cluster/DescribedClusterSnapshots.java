package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.snapshot.SnapshotView;
import io.snapseal.state.Page;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;

/** DescribeDBClusterSnapshots. */
public final class DescribedClusterSnapshots {
  private final StateStore state;

  public DescribedClusterSnapshots(StateStore state) {
    this.state = state;
  }

  public DescribeDbClusterSnapshotsResponse describe(
      Caller caller, DescribeDbClusterSnapshotsRequest request) {
    SnapshotView<DBClusterSnapshot> view =
        SnapshotView.of(
            ClusterSnapshotKind.KIND,
            caller.scope(),
            request.snapshotType(),
            request.includeShared(),
            request.includePublic());
    Predicate<DBClusterSnapshot> wanted =
        filters(caller.scope())
            .of(request.filters())
            .and(item -> is(request.snapshotType(), item.snapshotType()))
            .and(item -> is(request.dbClusterIdentifier(), item.dbClusterIdentifier()))
            .and(item -> is(request.dbClusterResourceId(), item.dbClusterResourceId()));
    Page<DBClusterSnapshot> page =
        Page.of(
            state.read(handle -> view.seen(handle, request.dbClusterSnapshotIdentifier())).stream()
                .filter(wanted)
                .sorted(Comparator.comparing(DBClusterSnapshot::dbClusterSnapshotIdentifier))
                .toList(),
            DBClusterSnapshot::dbClusterSnapshotIdentifier,
            request.marker(),
            Lists.size(request.maxRecords()),
            Lists::invalidMarker);
    return DescribeDbClusterSnapshotsResponse.builder()
        .dbClusterSnapshots(page.items())
        .marker(page.next())
        .build();
  }

  /** A cluster is named by its identifier or by its ARN, which is of the scope that asks. */
  private static Filters<DBClusterSnapshot> filters(Scope scope) {
    return new Filters<>(
        Map.of(
            "db-cluster-id",
            item ->
                List.of(
                    item.dbClusterIdentifier(),
                    RdsArn.cluster(scope, item.dbClusterIdentifier()).toString()),
            "db-cluster-snapshot-id",
            item -> List.of(item.dbClusterSnapshotIdentifier()),
            "snapshot-type",
            item -> List.of(item.snapshotType()),
            "engine",
            item -> List.of(item.engine())));
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equalsIgnoreCase(actual);
  }
}
