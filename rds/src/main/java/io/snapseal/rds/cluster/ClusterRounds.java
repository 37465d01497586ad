package io.snapseal.rds.cluster;

import io.snapseal.rds.resource.Status;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** What falls due in the lives of clusters without anybody asking. */
public final class ClusterRounds {
  private final StateStore state;
  private final WorkList work;
  private final Set<String> regions;
  private final Clock clock;

  ClusterRounds(StateStore state, WorkList work, Set<String> regions, Clock clock) {
    this.state = state;
    this.work = work;
    this.regions = Set.copyOf(regions);
    this.clock = clock;
  }

  /** Has the key of every encrypted cluster that runs checked. */
  public void checkKeys() {
    state.change(
        handle ->
            clusters(handle).stream()
                .filter(row -> row.internal().wrappedVolumeKey() != null)
                .filter(row -> ClusterKeyCheck.WATCHED.contains(row.shown().status()))
                .forEach(row -> add(handle, row, ClusterKeyCheck.TASK)));
  }

  /** Seven days of being stopped or inaccessible end. */
  public void passTime() {
    Instant now = clock.instant();
    state.change(handle -> clusters(handle).forEach(row -> passTime(handle, row, now)));
  }

  private void passTime(Handle handle, Row<DBCluster, ClusterInternals> row, Instant now) {
    String status = row.shown().status();
    if (status.equals(Status.STOPPED) && row.internal().life().stoppedForLong(now)) {
      ClusterRows.update(handle, row, shown -> shown.status(Status.STARTING));
      add(handle, row, ClusterTasks.START);
    } else if (status.equals(Status.INACCESSIBLE_RECOVERABLE)
        && row.internal().life().inaccessibleForLong(now)) {
      ClusterRows.update(handle, row, shown -> shown.status(Status.INACCESSIBLE));
    }
  }

  private List<Row<DBCluster, ClusterInternals>> clusters(Handle handle) {
    return ClusterTables.CLUSTERS.everywhere(handle).stream()
        .filter(row -> regions.contains(row.scope().region()))
        .toList();
  }

  private void add(Handle handle, Row<DBCluster, ClusterInternals> row, String task) {
    work.add(handle, Task.of(ClusterTables.CLUSTERS.kind(), row.scope(), row.id(), task, ""));
  }
}
