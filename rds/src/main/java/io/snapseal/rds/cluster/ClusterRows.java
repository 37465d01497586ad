package io.snapseal.rds.cluster;

import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Row;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** How rows of clusters change: what they show, their members show. */
final class ClusterRows {
  private ClusterRows() {}

  /** Stores a new cluster with the task that makes it. */
  static void insert(
      Handle handle,
      WorkList work,
      Row<DBCluster, ClusterInternals> row,
      String task,
      String detail) {
    requireFree(handle, row);
    ClusterTables.CLUSTERS.insert(handle, row);
    work.add(handle, Task.of(ClusterTables.CLUSTERS.kind(), row.scope(), row.id(), task, detail));
  }

  /** That no cluster has the name, or AWS's fault. */
  static void requireFree(Handle handle, Row<DBCluster, ClusterInternals> row) {
    if (ClusterTables.CLUSTERS.find(handle, row.scope(), row.id()).isPresent()) {
      throw RdsFaults.clusterExists();
    }
  }

  static void update(Handle handle, Row<DBCluster, ClusterInternals> row) {
    ClusterTables.CLUSTERS.update(handle, row);
    Members.follow(handle, row);
  }

  static Row<DBCluster, ClusterInternals> update(
      Handle handle, Row<DBCluster, ClusterInternals> row, Consumer<DBCluster.Builder> change) {
    DBCluster.Builder shown = row.shown().toBuilder();
    change.accept(shown);
    Row<DBCluster, ClusterInternals> changed = row.show(shown.build());
    update(handle, changed);
    return changed;
  }

  /** That very cluster as it is now; empty if it is gone, whoever has its name. */
  static Optional<Row<DBCluster, ClusterInternals>> now(
      Handle handle, Row<DBCluster, ClusterInternals> made) {
    return ClusterTables.CLUSTERS
        .find(handle, made.scope(), made.id())
        .filter(
            row -> row.shown().dbClusterResourceId().equals(made.shown().dbClusterResourceId()));
  }
}
