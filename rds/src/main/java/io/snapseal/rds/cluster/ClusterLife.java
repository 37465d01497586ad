package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.instance.Instances;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.time.Clock;
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
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final Clock clock;

  ClusterLife(
      StateStore state,
      WorkList work,
      ClusterSnapshots snapshots,
      StorageKeys keys,
      StorageGrants grants,
      Clock clock) {
    this.state = state;
    this.work = work;
    this.snapshots = snapshots;
    this.keys = keys;
    this.grants = grants;
    this.clock = clock;
  }

  /**
   * Starts what is stopped, or whose key was not usable for less than seven days. RDS's grant on
   * the key is made again on the caller's behalf, should it have been revoked.
   */
  public DBCluster start(Caller caller, @Nullable String id) {
    Row<DBCluster, ClusterInternals> seen = state.read(handle -> startable(handle, caller, id));
    String grant = granted(caller, seen.shown());
    return state.write(
        handle -> {
          Row<DBCluster, ClusterInternals> row = startable(handle, caller, id);
          if (!row.shown().dbClusterResourceId().equals(seen.shown().dbClusterResourceId())) {
            throw RdsFaults.clusterState("DbCluster " + row.id() + " is another one by now.");
          }
          return begin(
              handle,
              row.keep(row.internal().withGrant(grant)),
              Status.STARTING,
              ClusterTasks.START);
        });
  }

  private Row<DBCluster, ClusterInternals> startable(
      Handle handle, Caller caller, @Nullable String id) {
    Row<DBCluster, ClusterInternals> row = ClusterTables.named(handle, caller, id);
    if (!STARTABLE.contains(row.shown().status())
        || row.internal().life().inaccessibleForLong(clock.instant())) {
      throw RdsFaults.clusterState(
          "DbCluster %s is in %s state but expected it to be one of stopped,inaccessible-encryption-credentials-recoverable."
              .formatted(row.id(), row.shown().status()));
    }
    return row;
  }

  private @Nullable String granted(Caller caller, DBCluster cluster) {
    String key = cluster.kmsKeyId();
    if (key == null) {
      return null;
    }
    String id = cluster.dbClusterResourceId();
    return grants.onBehalfOf(caller, keys.usable(caller, key, "Specified"), id, id, "Specified");
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
