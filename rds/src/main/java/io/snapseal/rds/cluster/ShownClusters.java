package io.snapseal.rds.cluster;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.rds.event.EventKind;
import io.snapseal.rds.event.Events;
import io.snapseal.rds.instance.RestartPace;
import io.snapseal.rds.resource.InstanceLife;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** What a cluster shows as its server comes and goes, and what follows from that. */
final class ShownClusters {
  private static final String LOOPBACK = "127.0.0.1";

  /** Statuses that somebody asked for, and that stay until what was asked for is done. */
  private static final Set<String> ASKED_FOR = Set.of(Status.DELETING, Status.STOPPING);

  private final StateStore state;
  private final WorkList work;
  private final RestartPace pace;
  private final Clock clock;
  private final Events events;

  ShownClusters(StateStore state, WorkList work, RestartPace pace, Clock clock, Events events) {
    this.state = state;
    this.work = work;
    this.pace = pace;
    this.clock = clock;
    this.events = events;
  }

  /** A new cluster's server runs. */
  TaskHandler.Ending created(
      Row<DBCluster, ClusterInternals> row, String version, DatabaseServer server) {
    TaskHandler.Ending ending = available(row, version, server);
    return handle -> {
      ending.write(handle);
      change(handle, row, shown -> shown.clusterCreateTime(clock.instant()));
      record(handle, EventKind.CLUSTER_CREATED, row);
    };
  }

  /**
   * The cluster's server runs: it is available, or being backed up since before the start. Should
   * the server end by itself, it is started again.
   */
  TaskHandler.Ending available(
      Row<DBCluster, ClusterInternals> row, String version, DatabaseServer server) {
    Instant started = clock.instant();
    server.onExit(
        exit -> {
          if (!exit.requested()) {
            Duration lived = Duration.between(started, clock.instant());
            state.change(handle -> startAgain(handle, row, lived));
          }
        });
    return handle -> {
      live(handle, row, InstanceLife::running);
      boolean read = work.needed(handle, row.shown().dbClusterArn());
      change(
          handle,
          row,
          shown ->
              shown
                  .status(read ? Status.BACKING_UP : Status.AVAILABLE)
                  .engineVersion(version)
                  .port(server.port())
                  .endpoint(LOOPBACK)
                  .readerEndpoint(LOOPBACK));
    };
  }

  /** The cluster's server is stopped, and its volume closed. */
  void stopped(Handle handle, Row<DBCluster, ClusterInternals> row) {
    ClusterRows.now(handle, row)
        .filter(now -> now.shown().status().equals(Status.STOPPING))
        .ifPresent(
            now -> {
              ClusterInternals stopped =
                  now.internal().at(now.internal().life().stopped(clock.instant()));
              ClusterRows.update(handle, now.keep(stopped), shown -> shown.status(Status.STOPPED));
              record(handle, EventKind.CLUSTER_STOPPED, now);
            });
  }

  /** The cluster's server runs that was stopped, or had ended. */
  TaskHandler.Ending started(
      Row<DBCluster, ClusterInternals> row, String version, DatabaseServer server) {
    TaskHandler.Ending ending = available(row, version, server);
    return handle -> {
      ending.write(handle);
      record(handle, EventKind.CLUSTER_STARTED, row);
    };
  }

  /** The cluster is gone. */
  void deleted(Handle handle, Row<DBCluster, ClusterInternals> row) {
    record(handle, EventKind.CLUSTER_DELETED, row);
  }

  private void record(Handle handle, EventKind kind, Row<DBCluster, ClusterInternals> row) {
    events.record(handle, kind, RdsArn.cluster(row.scope(), row.id()));
  }

  /** Its key does not open: nothing of it runs, and nothing is lost for seven days. */
  void inaccessible(Handle handle, Row<DBCluster, ClusterInternals> row) {
    live(handle, row, life -> life.inaccessible(clock.instant()));
    change(handle, row, shown -> shown.status(Status.INACCESSIBLE_RECOVERABLE));
  }

  private static void live(
      Handle handle, Row<DBCluster, ClusterInternals> row, UnaryOperator<InstanceLife> change) {
    ClusterRows.now(handle, row)
        .ifPresent(
            now ->
                ClusterRows.update(
                    handle, now.keep(now.internal().at(change.apply(now.internal().life())))));
  }

  /** What could not be done to a cluster leaves it failed; the region's log says why. */
  void failed(Handle handle, Task task) {
    ClusterTables.CLUSTERS
        .find(handle, task.scope(), task.id())
        .ifPresent(row -> change(handle, row, shown -> shown.status(Status.FAILED)));
  }

  private void startAgain(Handle handle, Row<DBCluster, ClusterInternals> row, Duration lived) {
    Optional<Row<DBCluster, ClusterInternals>> now = ClusterRows.now(handle, row);
    if (now.isPresent()) {
      change(handle, now.get(), shown -> shown.status(Status.STARTING));
      work.add(
          handle,
          Task.of(ClusterTables.CLUSTERS.kind(), row.scope(), row.id(), ClusterTasks.START, ""),
          pace.afterLiving(row.shown().dbClusterResourceId(), lived));
    }
  }

  private static void change(
      Handle handle, Row<DBCluster, ClusterInternals> made, Consumer<DBCluster.Builder> change) {
    ClusterRows.now(handle, made)
        .ifPresent(
            now ->
                ClusterRows.update(
                    handle,
                    now,
                    shown -> {
                      change.accept(shown);
                      if (ASKED_FOR.contains(now.shown().status())) {
                        shown.status(now.shown().status());
                      }
                    }));
  }
}
