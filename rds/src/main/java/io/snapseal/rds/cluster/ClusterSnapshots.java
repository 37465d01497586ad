package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tags;
import io.snapseal.rds.snapshot.SnapshotRows;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.List;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** DB cluster snapshots: taking and deleting them. A cluster needs no member for that. */
public final class ClusterSnapshots {
  private final StateStore state;
  private final SnapshotRows<DBClusterSnapshot> rows;
  private final NewClusterSnapshots newSnapshots;

  ClusterSnapshots(
      StateStore state, SnapshotRows<DBClusterSnapshot> rows, NewClusterSnapshots newSnapshots) {
    this.state = state;
    this.rows = rows;
    this.newSnapshots = newSnapshots;
  }

  public DBClusterSnapshot create(Caller caller, CreateDbClusterSnapshotRequest request) {
    String id =
        Identifiers.newClusterSnapshot(
            request.dbClusterSnapshotIdentifier(), "DBClusterSnapshotIdentifier");
    return state.write(
        handle -> {
          Row<DBCluster, ClusterInternals> cluster =
              ClusterTables.named(handle, caller, request.dbClusterIdentifier());
          if (!cluster.shown().status().equals(Status.AVAILABLE)) {
            throw RdsFaults.clusterState(
                "Cannot create a snapshot because the DB cluster "
                    + cluster.id()
                    + " is not currently in the available state.");
          }
          DBClusterSnapshot snapshot = add(handle, cluster, id, request.tags());
          ClusterRows.update(handle, cluster, shown -> shown.status(Status.BACKING_UP));
          return snapshot;
        });
  }

  /** Adds the snapshot that a cluster leaves behind, in the transaction that deletes it. */
  void addFinal(Handle handle, Row<DBCluster, ClusterInternals> cluster, String givenId) {
    String id = Identifiers.newClusterSnapshot(givenId, "FinalDBSnapshotIdentifier");
    add(handle, cluster, id, List.of());
  }

  public DBClusterSnapshot delete(Caller caller, DeleteDbClusterSnapshotRequest request) {
    return rows.delete(
        caller.scope(),
        RdsFaults.required(request.dbClusterSnapshotIdentifier(), "DBClusterSnapshotIdentifier"));
  }

  private DBClusterSnapshot add(
      Handle handle, Row<DBCluster, ClusterInternals> cluster, String id, List<Tag> given) {
    List<Tag> tags =
        Tags.ofCopy(
            cluster.shown().tagList(),
            Boolean.TRUE.equals(cluster.shown().copyTagsToSnapshot()),
            given);
    Row<DBClusterSnapshot, SnapshotInternals> row = newSnapshots.of(id, cluster, tags);
    rows.insert(handle, row, Tasks.CREATE, cluster.shown().dbClusterArn());
    return row.shown();
  }
}
