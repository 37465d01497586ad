package io.snapseal.rds.cluster;

import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.snapshot.SnapshotSource;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** DB clusters, as snapshots are taken of them. */
final class SnapshotsOfClusters implements SnapshotSource {
  private static final String KIND = ClusterTables.CLUSTERS.kind();

  /** What brings a cluster's server up. */
  private static final Set<String> BRINGING =
      Set.of(Tasks.CREATE, Tasks.RESTORE, ClusterTasks.START);

  private final WorkList work;
  private final ClusterHosts hosts;

  SnapshotsOfClusters(WorkList work, ClusterHosts hosts) {
    this.work = work;
    this.hosts = hosts;
  }

  @Override
  public boolean isComing(Handle handle, RdsArn arn) {
    return work.pending(handle, KIND, arn.scope(), arn.id()).stream().anyMatch(BRINGING::contains);
  }

  @Override
  public void keep(Handle handle, RdsArn arn) {
    if (work.cancelOne(handle, KIND, arn.scope(), arn.id(), Tasks.DELETE)) {
      ClusterTables.CLUSTERS
          .find(handle, arn.scope(), arn.id())
          .ifPresent(row -> revive(handle, row));
    }
  }

  private void revive(Handle handle, Row<DBCluster, ClusterInternals> row) {
    boolean runs = hosts.server(row.shown()).isPresent();
    ClusterRows.update(
        handle, row, shown -> shown.status(runs ? Status.AVAILABLE : Status.STARTING));
    if (!runs) {
      work.add(handle, Task.of(KIND, row.scope(), row.id(), ClusterTasks.START, ""));
    }
  }

  @Override
  public void release(Handle handle, RdsArn arn) {
    ClusterTables.CLUSTERS
        .find(handle, arn.scope(), arn.id())
        .filter(row -> row.shown().status().equals(Status.BACKING_UP))
        .ifPresent(row -> ClusterRows.update(handle, row, shown -> shown.status(Status.AVAILABLE)));
  }
}
