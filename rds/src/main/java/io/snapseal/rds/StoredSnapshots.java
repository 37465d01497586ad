package io.snapseal.rds;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The bytes of snapshots that no row names any more. */
final class StoredSnapshots {
  /** The kind of task that removes bytes; its id is the block store's name of the snapshot. */
  static final String KIND = "stored-snapshot";

  private final StateStore state;
  private final Map<String, RegionPlace> places;

  StoredSnapshots(StateStore state, Map<String, RegionPlace> places) {
    this.state = state;
    this.places = places;
  }

  Map<Workers.Key, TaskHandler> handlers() {
    return Map.of(new Workers.Key(KIND, Tasks.DELETE), new Deleting());
  }

  /**
   * Removes what a killed process left: whole snapshots without a row, and parts of snapshots. Runs
   * before any worker writes.
   */
  void reconcile() throws IOException {
    Set<String> wanted = new HashSet<>();
    for (Row<DBSnapshot, SnapshotInternals> row :
        state.read(Tables.SNAPSHOTS::everywhere)) {
      wanted.add(row.internal().storeId());
    }
    for (RegionPlace place : places.values()) {
      deleteAllBut(wanted, place.store());
    }
  }

  private static void deleteAllBut(Set<String> wanted, BlockStore store) throws IOException {
    List<String> stored;
    try (Stream<String> names = store.snapshots()) {
      stored = names.toList();
    }
    for (String name : stored) {
      if (!wanted.contains(name)) {
        store.delete(name);
      }
    }
    store.collect();
  }

  private final class Deleting implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      RegionPlace place = places.get(task.scope().region());
      if (place != null) {
        place.store().delete(task.id());
        place.store().collect();
      }
      return handle -> {};
    }

    @Override
    public void failed(Handle handle, Task task, Exception failure) {
      throw new IllegalStateException("a deletion is tried until it is done", failure);
    }

    @Override
    public boolean persistent() {
      return true;
    }
  }
}
