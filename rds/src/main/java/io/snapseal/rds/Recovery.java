package io.snapseal.rds;

import io.snapseal.engine.EngineException;
import io.snapseal.rds.cluster.ClusterRecovery;
import io.snapseal.rds.instance.Hosts;
import io.snapseal.rds.instance.InstanceTasks;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.InstanceFiles;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.snapshot.StoredSnapshots;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What a server does first: removes what no row names, and has every instance started that should
 * run. A server that was killed and one that was stopped leave the same to do.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final Set<String> RUNNING =
      Set.of(
          Status.AVAILABLE,
          Status.BACKING_UP,
          Status.STARTING,
          Status.MODIFYING,
          Status.INACCESSIBLE_RECOVERABLE);

  private final StateStore state;
  private final WorkList work;
  private final Hosts hosts;
  private final StoredSnapshots stored;
  private final ClusterRecovery clusters;
  private final Map<String, RegionPlace> places;

  Recovery(
      StateStore state,
      WorkList work,
      Hosts hosts,
      StoredSnapshots stored,
      ClusterRecovery clusters,
      Map<String, RegionPlace> places) {
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.stored = stored;
    this.clusters = clusters;
    this.places = places;
  }

  void run() throws IOException {
    List<Row<DBInstance, InstanceInternals>> known =
        state.read(Tables.INSTANCES::everywhere).stream()
            .filter(row -> places.containsKey(row.scope().region()))
            .filter(row -> row.shown().dbClusterIdentifier() == null) // members have no server
            .toList();
    known.forEach(this::end);
    clusters.end();
    removeOrphans(known);
    stored.reconcile();
    state.change(handle -> known.forEach(row -> start(handle, row)));
    clusters.start();
  }

  /**
   * Whatever its row says, and whether or not its key still opens: nothing of a killed server goes
   * on running.
   */
  private void end(Row<DBInstance, InstanceInternals> row) {
    if (Simulated.is(row.shown())) {
      return; // nothing ran
    }
    try {
      hosts.end(
          row.shown().dbiResourceId(), files(row.scope().region(), row.shown().dbiResourceId()));
    } catch (EngineException e) {
      LOG.error("what a killed server left of {} could not be ended", row.id(), e);
    }
  }

  private InstanceFiles files(String region, String resourceId) {
    RegionPlace place = Objects.requireNonNull(places.get(region));
    return InstanceFiles.of(place.instances(), place.runs(), resourceId);
  }

  private void start(Handle handle, Row<DBInstance, InstanceInternals> row) {
    if (shouldRun(row.shown())) {
      Tables.INSTANCES.update(
          handle, row.show(row.shown().toBuilder().dbInstanceStatus(Status.STARTING).build()));
      addStart(handle, row);
    } else if (row.shown().dbInstanceStatus().equals(Status.DELETING)
        && work.needed(handle, row.shown().dbInstanceArn())) {
      addStart(handle, row); // once more, for its final snapshot
    }
  }

  /** One that failed after it had run is whole: what kept it from starting may be gone. */
  private static boolean shouldRun(DBInstance instance) {
    String status = instance.dbInstanceStatus();
    return RUNNING.contains(status)
        || (status.equals(Status.FAILED) && instance.endpoint() != null);
  }

  private void addStart(Handle handle, Row<DBInstance, InstanceInternals> row) {
    work.add(
        handle, Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), InstanceTasks.START, ""));
  }

  private void removeOrphans(List<Row<DBInstance, InstanceInternals>> known) throws IOException {
    Set<String> named =
        known.stream()
            .map(row -> row.shown().dbiResourceId())
            .collect(Collectors.toCollection(HashSet::new));
    named.addAll(clusters.resourceIds());
    for (Map.Entry<String, RegionPlace> place : places.entrySet()) {
      for (Path directory : directories(place.getValue().instances())) {
        String resourceId = directory.getFileName().toString();
        if (!named.contains(resourceId)) {
          remove(place.getKey(), directory, resourceId);
        }
      }
    }
  }

  /** What has not the name of an instance was not put there by Snapseal, and stays. */
  private void remove(String region, Path directory, String resourceId) {
    if (!Ids.isDatabase(resourceId)) {
      LOG.warn("{} is no instance's directory: it is left alone", directory);
      return;
    }
    try {
      hosts.remove(resourceId, files(region, resourceId));
    } catch (EngineException | IOException e) {
      LOG.error("{} belongs to no instance and could not be removed", directory, e);
    }
  }

  private static List<Path> directories(Path parent) throws IOException {
    if (!Files.exists(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).toList();
    }
  }
}
