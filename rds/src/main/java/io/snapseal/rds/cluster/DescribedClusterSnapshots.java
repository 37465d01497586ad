package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.snapshot.SnapshotView;
import io.snapseal.state.Page;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import io.snapseal.state.StateStore;
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
    Filters<DBClusterSnapshot> filters = filters(caller.scope());
    Predicate<DBClusterSnapshot> wanted =
        filters
            .of(request.filters())
            .and(item -> is(request.snapshotType(), item.snapshotType()))
            .and(item -> is(request.dbClusterIdentifier(), item.dbClusterIdentifier()))
            .and(item -> is(request.dbClusterResourceId(), item.dbClusterResourceId()));
    int size = Lists.size(request.maxRecords());
    String after = Pages.after(request.marker());
    List<DBClusterSnapshot> found =
        state.view(
            handle ->
                view.seen(
                    handle,
                    request.dbClusterSnapshotIdentifier(),
                    after,
                    seek -> narrowed(seek, filters, request),
                    wanted,
                    size + 1));
    Page<DBClusterSnapshot> page =
        Page.found(found, DBClusterSnapshot::dbClusterSnapshotIdentifier, size);
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
            item -> List.of(item.engine())),
        Map.of(
            "db-cluster-id", "DBClusterIdentifier",
            "db-cluster-snapshot-id", "DBClusterSnapshotIdentifier",
            "engine", "Engine"));
  }

  /** Names are kept in lower case, whatever a request has. */
  private static Seek narrowed(
      Seek seek, Filters<DBClusterSnapshot> filters, DescribeDbClusterSnapshotsRequest request) {
    String of = request.dbClusterIdentifier();
    Seek narrow =
        of == null ? seek : seek.showing("DBClusterIdentifier", List.of(Identifiers.stored(of)));
    return filters.narrowed(narrow, request.filters());
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equalsIgnoreCase(actual);
  }
}
