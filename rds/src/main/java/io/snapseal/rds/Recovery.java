package io.snapseal.rds;

import io.snapseal.engine.EngineException;
import io.snapseal.rds.cluster.ClusterRecovery;
import io.snapseal.rds.instance.Changes;
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
import java.time.Clock;
import java.util.ArrayList;
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
          Status.REBOOTING,
          Status.INACCESSIBLE_RECOVERABLE);

  /** They are started once more if their last snapshots are still to be taken. */
  private static final Set<String> ENDING = Set.of(Status.DELETING, Status.STOPPING);

  private static final Set<String> FAILURES = Set.of(Status.FAILED, Status.STORAGE_FULL);

  private final StateStore state;
  private final WorkList work;
  private final Hosts hosts;
  private final StoredSnapshots stored;
  private final ClusterRecovery clusters;
  private final Map<String, RegionPlace> places;
  private final Clock clock;

  Recovery(
      StateStore state,
      WorkList work,
      Hosts hosts,
      StoredSnapshots stored,
      ClusterRecovery clusters,
      Map<String, RegionPlace> places,
      Clock clock) {
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.stored = stored;
    this.clusters = clusters;
    this.places = places;
    this.clock = clock;
  }

  /** Puts in order what an earlier run left; says what was out of order. */
  List<Finding> run() throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<Row<DBInstance, InstanceInternals>> known =
        state.read(Tables.INSTANCES::everywhere).stream()
            .filter(row -> places.containsKey(row.scope().region()))
            .filter(row -> row.shown().dbClusterIdentifier() == null) // members have no server
            .toList();
    known.forEach(row -> end(row, findings));
    clusters.end();
    removeOrphans(known, findings);
    stored
        .reconcile()
        .forEach(
            name ->
                findings.add(new Finding("bytes", "snapshot " + name, "removed: no row names it")));
    state.change(handle -> known.forEach(row -> start(handle, row)));
    clusters.start();
    return findings;
  }

  /**
   * Whatever its row says, and whether or not its key still opens: nothing of a killed server goes
   * on running.
   */
  private void end(Row<DBInstance, InstanceInternals> row, List<Finding> findings) {
    if (Simulated.is(row.shown())) {
      return; // nothing ran
    }
    InstanceFiles files = files(row.scope().region(), row.shown().dbiResourceId());
    if (row.shown().dbInstanceStatus().equals(Status.CREATING) && Files.exists(files.directory())) {
      findings.add(new Finding("half-made volume", row.id(), "it is made anew"));
    }
    try {
      found(hosts.end(row.shown().dbiResourceId(), files), row.id(), findings);
    } catch (EngineException e) {
      LOG.error("what a killed server left of {} could not be ended", row.id(), e);
    }
  }

  private static void found(Hosts.Left left, String of, List<Finding> findings) {
    if (left.server()) {
      findings.add(new Finding("orphan process", of, "ended"));
    }
    if (left.volume()) {
      findings.add(new Finding("open volume", of, "closed"));
    }
  }

  private InstanceFiles files(String region, String resourceId) {
    RegionPlace place = Objects.requireNonNull(places.get(region));
    return InstanceFiles.of(place.instances(), place.runs(), resourceId);
  }

  private void start(Handle handle, Row<DBInstance, InstanceInternals> row) {
    String status = row.shown().dbInstanceStatus();
    boolean lost = row.internal().life().inaccessibleForLong(clock.instant());
    boolean runs = RUNNING.contains(status) || Changes.isModified(row.shown()) || ran(row.shown());
    if (RUNNING.contains(status) && lost) {
      show(handle, row, Status.INACCESSIBLE);
    } else if (goesOn(handle, row)) {
      addStart(handle, row);
    } else if (runs) {
      show(handle, row, Status.STARTING);
      addStart(handle, row);
    }
  }

  /** What is still to be done to it is done by its task, once its server runs again. */
  private boolean goesOn(Handle handle, Row<DBInstance, InstanceInternals> row) {
    return Changes.goOn(handle, work, row)
        || (ENDING.contains(row.shown().dbInstanceStatus())
            && work.needed(handle, row.shown().dbInstanceArn()));
  }

  /** One that failed after it had run is whole: what kept it from starting may be gone. */
  private static boolean ran(DBInstance instance) {
    return FAILURES.contains(instance.dbInstanceStatus()) && instance.endpoint() != null;
  }

  private static void show(Handle handle, Row<DBInstance, InstanceInternals> row, String status) {
    Tables.INSTANCES.update(
        handle, row.show(row.shown().toBuilder().dbInstanceStatus(status).build()));
  }

  private void addStart(Handle handle, Row<DBInstance, InstanceInternals> row) {
    work.add(
        handle, Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), InstanceTasks.START, ""));
  }

  private void removeOrphans(List<Row<DBInstance, InstanceInternals>> known, List<Finding> findings)
      throws IOException {
    Set<String> named =
        known.stream()
            .map(row -> row.shown().dbiResourceId())
            .collect(Collectors.toCollection(HashSet::new));
    named.addAll(clusters.resourceIds());
    for (Map.Entry<String, RegionPlace> place : places.entrySet()) {
      for (Path directory : directories(place.getValue().instances())) {
        String resourceId = directory.getFileName().toString();
        if (!named.contains(resourceId)) {
          remove(place.getKey(), directory, resourceId, findings);
        }
      }
    }
  }

  /** What has not the name of an instance was not put there by Snapseal, and stays. */
  private void remove(String region, Path directory, String resourceId, List<Finding> findings) {
    if (!Ids.isDatabase(resourceId)) {
      LOG.warn("{} is no instance's directory: it is left alone", directory);
      return;
    }
    try {
      found(hosts.remove(resourceId, files(region, resourceId)), resourceId, findings);
      findings.add(new Finding("files", resourceId, "removed: no row names them"));
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
