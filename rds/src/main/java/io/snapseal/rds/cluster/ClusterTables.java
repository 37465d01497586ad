package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/** The rows of clusters and of their snapshots. */
public final class ClusterTables {
  public static final ResourceTable<DBCluster, ClusterInternals> CLUSTERS =
      new ResourceTable<>(
          "db-cluster", DBCluster.class, DBCluster::builder, ClusterInternals.class);
  public static final ResourceTable<DBClusterSnapshot, SnapshotInternals> SNAPSHOTS =
      new ResourceTable<>(
          "db-cluster-snapshot",
          DBClusterSnapshot.class,
          DBClusterSnapshot::builder,
          SnapshotInternals.class);

  private ClusterTables() {}

  /** The grants of all clusters, by id and by the name that each was made for. */
  public static Set<String> grantsOfClusters(Handle handle) {
    return CLUSTERS.everywhere(handle).stream()
        .flatMap(row -> Stream.of(row.shown().dbClusterResourceId(), row.internal().grantId()))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** The cluster that the caller names by identifier or by ARN, or AWS's fault. */
  static Row<DBCluster, ClusterInternals> named(
      Handle handle, Caller caller, @Nullable String name) {
    String given = RdsFaults.required(name, "DBClusterIdentifier");
    String id =
        RdsArn.parse(given)
            .filter(arn -> arn.type().equals(RdsArn.CLUSTER) && arn.scope().equals(caller.scope()))
            .map(RdsArn::id)
            .orElse(given);
    return CLUSTERS
        .find(handle, caller.scope(), Identifiers.stored(id))
        .orElseThrow(() -> RdsFaults.clusterNotFound(id));
  }
}
