package io.snapseal.rds.cluster;

import io.snapseal.engine.EngineException;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.Status;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** What a server does about clusters first: ends what runs, and has what should run started. */
public final class ClusterRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterRecovery.class);
  private static final Set<String> RUNNING =
      Set.of(Status.AVAILABLE, Status.BACKING_UP, Status.STARTING, Status.INACCESSIBLE_RECOVERABLE);

  private final StateStore state;
  private final WorkList work;
  private final ClusterHosts hosts;
  private final Map<String, RegionPlace> places;
  private final Clock clock;

  ClusterRecovery(
      StateStore state,
      WorkList work,
      ClusterHosts hosts,
      Map<String, RegionPlace> places,
      Clock clock) {
    this.clock = clock;
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.places = places;
  }

  private List<Row<DBCluster, ClusterInternals>> known() {
    return state.read(ClusterTables.CLUSTERS::everywhere).stream()
        .filter(row -> places.containsKey(row.scope().region()))
        .toList();
  }

  /** The resource ids of all clusters: whatever else has a directory is nobody's. */
  public Set<String> resourceIds() {
    return known().stream()
        .map(row -> row.shown().dbClusterResourceId())
        .collect(Collectors.toSet());
  }

  /** Whatever a row says, nothing of a killed server goes on running. */
  public void end() {
    for (Row<DBCluster, ClusterInternals> row : known()) {
      if (Simulated.in(row.shown().tagList())) {
        continue; // nothing ran
      }
      try {
        hosts.end(row);
      } catch (EngineException e) {
        LOG.error("what a killed server left of the cluster {} could not be ended", row.id(), e);
      }
    }
  }

  /** Has started what should run; one being deleted, once more for its final snapshot. */
  public void start() {
    List<Row<DBCluster, ClusterInternals>> known = known();
    state.change(handle -> known.forEach(row -> start(handle, row)));
  }

  private void start(Handle handle, Row<DBCluster, ClusterInternals> row) {
    if (row.internal().life().inaccessibleForLong(clock.instant())) {
      ClusterRows.update(handle, row, shown -> shown.status(Status.INACCESSIBLE));
    } else if (shouldRun(row.shown())) {
      ClusterRows.update(handle, row, shown -> shown.status(Status.STARTING));
      addStart(handle, row);
    } else if (row.shown().status().equals(Status.DELETING)
        && work.needed(handle, row.shown().dbClusterArn())) {
      addStart(handle, row);
    }
  }

  /** One that failed after it had run is whole: what kept it from starting may be gone. */
  private static boolean shouldRun(DBCluster cluster) {
    return RUNNING.contains(cluster.status())
        || (cluster.status().equals(Status.FAILED) && cluster.endpoint() != null);
  }

  private void addStart(Handle handle, Row<DBCluster, ClusterInternals> row) {
    work.add(
        handle,
        Task.of(ClusterTables.CLUSTERS.kind(), row.scope(), row.id(), ClusterTasks.START, ""));
  }
}
