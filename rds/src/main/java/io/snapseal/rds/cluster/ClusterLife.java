package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.instance.Instances;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterRequest;

/** StartDBCluster, StopDBCluster and DeleteDBCluster. */
public final class ClusterLife {
  private static final Set<String> STARTABLE =
      Set.of(Status.STOPPED, Status.INACCESSIBLE_RECOVERABLE);

  private final StateStore state;
  private final WorkList work;
  private final ClusterSnapshots snapshots;

  public ClusterLife(StateStore state, WorkList work, ClusterSnapshots snapshots) {
    this.state = state;
    this.work = work;
    this.snapshots = snapshots;
  }

  public DBCluster start(Caller caller, @Nullable String id) {
    return state.write(
        handle -> {
          Row<DBCluster, ClusterInternals> row = ClusterTables.named(handle, caller, id);
          if (!STARTABLE.contains(row.shown().status())) {
            throw RdsFaults.clusterState(
                "DbCluster %s is in %s state but expected it to be one of stopped,inaccessible-encryption-credentials-recoverable."
                    .formatted(row.id(), row.shown().status()));
          }
          return begin(handle, row, Status.STARTING, ClusterTasks.START);
        });
  }

  public DBCluster stop(Caller caller, @Nullable String id) {
    return state.write(
        handle -> {
          Row<DBCluster, ClusterInternals> row = ClusterTables.named(handle, caller, id);
          requireAvailable(row);
          return begin(handle, row, Status.STOPPING, ClusterTasks.STOP);
        });
  }

  public DBCluster delete(Caller caller, DeleteDbClusterRequest request) {
    boolean skipFinal = Boolean.TRUE.equals(request.skipFinalSnapshot());
    Instances.requireFinalSnapshotRule(skipFinal, request.finalDBSnapshotIdentifier());
    return state.write(
        handle -> {
          Row<DBCluster, ClusterInternals> row =
              ClusterTables.named(handle, caller, request.dbClusterIdentifier());
          requireDeletable(row, skipFinal);
          if (!skipFinal) {
            snapshots.addFinal(handle, row, request.finalDBSnapshotIdentifier());
          }
          return begin(handle, row, Status.DELETING, Tasks.DELETE);
        });
  }

  private static void requireDeletable(Row<DBCluster, ClusterInternals> row, boolean skipFinal) {
    String status = row.shown().status();
    if (Boolean.TRUE.equals(row.shown().deletionProtection())) {
      throw RdsFaults.invalidCombination(
          "Cannot delete protected Cluster, please disable deletion protection and try again.");
    }
    if (!row.shown().dbClusterMembers().isEmpty()) {
      throw RdsFaults.clusterState(
          "Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
    }
    if (status.equals(Status.DELETING)
        || status.equals(Status.CREATING)
        || status.equals(Status.BACKING_UP)) {
      throw RdsFaults.clusterState(
          "DbCluster %s is in the status %s: it cannot be deleted now."
              .formatted(row.id(), status));
    }
    if (!skipFinal) {
      requireAvailable(row);
    }
  }

  private static void requireAvailable(Row<DBCluster, ClusterInternals> row) {
    if (!row.shown().status().equals(Status.AVAILABLE)) {
      throw RdsFaults.clusterState("DbCluster " + row.id() + " is not in available state.");
    }
  }

  private DBCluster begin(
      Handle handle, Row<DBCluster, ClusterInternals> row, String status, String task) {
    work.add(handle, Task.of(ClusterTables.CLUSTERS.kind(), row.scope(), row.id(), task, ""));
    return ClusterRows.update(handle, row, shown -> shown.status(status)).shown();
  }
}
