package io.snapseal.rds.snapshot;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.DamagedException;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Tasks;
import io.snapseal.rds.task.Workers;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of snapshots that no row names any more. */
public final class StoredSnapshots {
  /** The kind of task that removes bytes; its id is the block store's name of the snapshot. */
  static final String KIND = "stored-snapshot";

  private static final Logger LOG = LoggerFactory.getLogger(StoredSnapshots.class);

  private static final char BETWEEN = '|';

  private final StateStore state;
  private final StorageGrants grants;
  private final Map<String, RegionPlace> places;
  private final List<SnapshotKind<?>> kinds;

  /**
   * @param kinds whose rows name what is stored
   */
  public StoredSnapshots(
      StateStore state,
      StorageGrants grants,
      Map<String, RegionPlace> places,
      List<SnapshotKind<?>> kinds) {
    this.state = state;
    this.grants = grants;
    this.places = places;
    this.kinds = List.copyOf(kinds);
  }

  public Map<Workers.Key, TaskHandler> handlers() {
    return Map.of(new Workers.Key(KIND, Tasks.DELETE), new Deleting());
  }

  /**
   * Removes what a killed process left: whole snapshots without a row, and parts of snapshots. Runs
   * before any worker writes.
   *
   * @return the names of the snapshots without a row
   */
  public List<String> reconcile() {
    return places.values().stream()
        .flatMap(place -> removeOrphans(place.store()).stream())
        .sorted()
        .toList();
  }

  /** What a deletion's task must know of the grant on a snapshot's key; empty if there is none. */
  static String granted(SnapshotFacts facts, SnapshotInternals internals) {
    String grant = internals.grantId();
    return grant == null ? "" : facts.kmsKeyArn() + BETWEEN + grant;
  }

  /** Frees space; a damaged snapshot keeps what it may need, and nobody else from working. */
  private static void collect(BlockStore store) {
    try {
      store.collect();
    } catch (DamagedException e) {
      LOG.error(
          "no space is freed while a snapshot is damaged: delete it, or restore its files", e);
    }
  }

  /**
   * Removes the snapshots of a store that no row names. The store is listed first: a snapshot's row
   * is there before its bytes are.
   */
  public Set<String> removeOrphans(BlockStore store) {
    Set<String> orphans;
    try (Stream<String> names = store.snapshots()) {
      orphans = names.collect(Collectors.toCollection(HashSet::new));
    }
    orphans.addAll(store.unfinishedCopies());
    for (SnapshotKind<?> kind : kinds) {
      List<String> named =
          state.read(
              handle ->
                  kind.table().everywhere(handle).stream()
                      .map(Row::internal)
                      .map(SnapshotInternals::storeId)
                      .toList());
      named.forEach(orphans::remove);
    }
    orphans.forEach(store::delete);
    collect(store);
    return orphans;
  }

  private final class Deleting implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) {
      BlockStore store = RegionPlace.of(places, task.scope()).store();
      store.delete(task.id());
      int between = task.detail().indexOf(BETWEEN);
      if (between > 0) {
        grants.retire(
            task.scope(),
            task.detail().substring(0, between),
            task.detail().substring(between + 1));
      }
      collect(store);
      return handle -> {};
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      throw new IllegalStateException("a deletion is tried until it is done", failure);
    }

    @Override
    public boolean persistent() {
      return true;
    }
  }
}
