package io.snapseal.rds.snapshot;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.NewSnapshot;
import io.snapseal.blockstore.Seal;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.storage.OwnedKeys;
import io.snapseal.rds.storage.SealingKey;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.core.SdkPojo;

/** Snapshots whose rows are there and whose bytes are not yet: what all tasks that make them do. */
public final class UnmadeSnapshots<T extends SdkPojo> {
  private final SnapshotKind<T> kind;
  private final StateStore state;
  private final VolumeKeys volumeKeys;
  private final OwnedKeys ownedKeys;
  private final Map<String, RegionPlace> places;

  public UnmadeSnapshots(
      SnapshotKind<T> kind,
      StateStore state,
      VolumeKeys volumeKeys,
      OwnedKeys ownedKeys,
      Map<String, RegionPlace> places) {
    this.kind = kind;
    this.state = state;
    this.volumeKeys = volumeKeys;
    this.ownedKeys = ownedKeys;
    this.places = places;
  }

  /** Where the snapshots of a region are. */
  public BlockStore store(Scope scope) {
    return RegionPlace.of(places, scope).store();
  }

  /**
   * The row that a task is for.
   *
   * @throws TaskHandler.TaskCancelled if it is gone
   */
  public Row<T, SnapshotInternals> row(Task task) {
    return state
        .read(handle -> kind.table().find(handle, task.scope(), task.id()))
        .orElseThrow(() -> new TaskHandler.TaskCancelled(task));
  }

  /** What its bytes are to be. */
  public NewSnapshot newSnapshot(Row<T, SnapshotInternals> row, Optional<String> parent) {
    Optional<Seal> seal =
        sealing(row)
            .map(
                key ->
                    new Seal(
                        volumeKeys.kms(key.scope()),
                        key.arn(),
                        VolumeKeys.context(kind.facts(row).databaseId())));
    return new NewSnapshot(row.internal().storeId(), row.internal().volume(), parent, seal);
  }

  Optional<SealingKey> sealing(Row<T, SnapshotInternals> row) {
    return ownedKeys.sealing(row.scope(), kind.facts(row).encryption());
  }

  /**
   * The newest snapshot of the same lineage that is still there: only what changed since is stored.
   */
  public Optional<String> parent(Row<T, SnapshotInternals> row) {
    return state.read(handle -> kind.table().list(handle, row.scope())).stream()
        .filter(other -> other.internal().volume().equals(row.internal().volume()))
        .filter(other -> kind.facts(other).status().equals(Status.AVAILABLE))
        .max(Comparator.comparing(other -> kind.facts(other).created()))
        .map(other -> other.internal().storeId());
  }

  /**
   * A snapshot that an earlier run committed before it was killed is whole: it is taken as it is.
   */
  public Optional<SnapshotInfo> committedEarlier(Row<T, SnapshotInternals> row) {
    return store(row.scope()).find(row.internal().storeId());
  }

  /** Shows how far it is. */
  public io.snapseal.blockstore.Progress progress(
      Task task, Row<T, SnapshotInternals> row, TaskHandler.Hold hold, long expectedBytes) {
    return new Progress<>(kind, state, task, row, hold, expectedBytes)::advanced;
  }

  /** Writes that it is there, and pins what it is. */
  public void available(Handle handle, Task task, SnapshotInfo info) {
    Row<T, SnapshotInternals> row = kind.row(handle, task.scope(), task.id());
    kind.table()
        .update(
            handle,
            row.show(kind.withProgress(kind.withStatus(row.shown(), Status.AVAILABLE), 100))
                .keep(row.internal().pinned(info.manifestDigest())));
  }

  /** Writes that it will not be there. */
  public void failed(Handle handle, Task task) {
    kind.table()
        .find(handle, task.scope(), task.id())
        .ifPresent(
            row ->
                kind.table().update(handle, row.show(kind.withStatus(row.shown(), Status.FAILED))));
  }
}
