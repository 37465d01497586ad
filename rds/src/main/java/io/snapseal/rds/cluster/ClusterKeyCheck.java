package io.snapseal.rds.cluster;

import io.snapseal.rds.resource.Status;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.DBCluster;

/**
 * Asks KMS to open a cluster's volume key, as RDS does from time to time. If KMS refuses, the
 * server is stopped and the volume closed.
 */
final class ClusterKeyCheck implements TaskHandler {
  static final String TASK = "check-key";

  /** Statuses in which a cluster's volume is open, and nothing is about to close it. */
  static final Set<String> WATCHED = Set.of(Status.AVAILABLE, Status.BACKING_UP);

  private static final Logger LOG = LoggerFactory.getLogger(ClusterKeyCheck.class);

  private final StateStore state;
  private final ClusterHosts hosts;
  private final ShownClusters shownClusters;

  ClusterKeyCheck(StateStore state, ClusterHosts hosts, ShownClusters shownClusters) {
    this.state = state;
    this.hosts = hosts;
    this.shownClusters = shownClusters;
  }

  @Override
  public Ending run(Task task, Hold hold) {
    Row<DBCluster, ClusterInternals> row =
        state
            .read(handle -> ClusterTables.CLUSTERS.find(handle, task.scope(), task.id()))
            .orElseThrow(() -> new TaskCancelled(task));
    if (!WATCHED.contains(row.shown().status()) || opens(row)) {
      return handle -> {};
    }
    hosts.end(row);
    return handle -> shownClusters.inaccessible(handle, row);
  }

  private boolean opens(Row<DBCluster, ClusterInternals> row) {
    try {
      hosts.askForKey(row);
      return true;
    } catch (KmsException e) {
      if (!VolumeKeys.isRefusal(e)) {
        throw e; // the worker asks again
      }
      LOG.warn(
          "the KMS key of the cluster {} does not open its storage: {}", row.id(), e.getMessage());
      return false;
    }
  }

  /** Its volume may be in use by a snapshot for a moment more. */
  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public void failed(Handle handle, Task task, Throwable failure) {
    throw new IllegalStateException("a key is checked until that is done", failure);
  }
}
