package io.snapseal.rds;

import io.snapseal.engine.DatabaseEngine;
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
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What a server does first: removes what no row names, and has every instance started that should
 * run. A server that was killed and one that was stopped leave the same to do.
 */
final class Recovery {
  private static final Set<String> RUNNING =
      Set.of(Status.AVAILABLE, Status.BACKING_UP, Status.STARTING, Status.INACCESSIBLE_RECOVERABLE);

  private final StateStore state;
  private final WorkList work;
  private final Hosts hosts;
  private final StoredSnapshots stored;
  private final List<DatabaseEngine> engines;
  private final Map<String, RegionPlace> places;

  Recovery(
      StateStore state,
      WorkList work,
      Hosts hosts,
      StoredSnapshots stored,
      List<DatabaseEngine> engines,
      Map<String, RegionPlace> places) {
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.stored = stored;
    this.engines = engines;
    this.places = places;
  }

  void run() throws IOException {
    stored.reconcile();
    removeOrphans();
    state.change(this::startInstances);
  }

  private void startInstances(Handle handle) {
    for (Row<DBInstance, InstanceInternals> row : Tables.INSTANCES.everywhere(handle)) {
      String status = row.shown().dbInstanceStatus();
      if (RUNNING.contains(status)) {
        Tables.INSTANCES.update(
            handle, row.show(row.shown().toBuilder().dbInstanceStatus(Status.STARTING).build()));
        start(handle, row);
      } else if (status.equals(Status.DELETING)
          && work.needed(handle, row.shown().dbInstanceArn())) {
        start(handle, row); // once more, for its final snapshot
      }
    }
  }

  private void start(Handle handle, Row<DBInstance, InstanceInternals> row) {
    work.add(
        handle, Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), InstanceTasks.START, ""));
  }

  private void removeOrphans() throws IOException {
    Set<String> known = new HashSet<>();
    for (Row<DBInstance, InstanceInternals> row : state.read(Tables.INSTANCES::everywhere)) {
      known.add(row.shown().dbiResourceId());
    }
    for (RegionPlace place : places.values()) {
      for (Path directory : directories(place.instances())) {
        String resourceId = directory.getFileName().toString();
        if (!known.contains(resourceId)) {
          remove(resourceId, place);
        }
      }
    }
  }

  private void remove(String resourceId, RegionPlace place) throws IOException {
    InstanceFiles files = InstanceFiles.of(place.instances(), place.runs(), resourceId);
    for (DatabaseEngine engine : engines) {
      hosts.remove(resourceId, files, engine);
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
