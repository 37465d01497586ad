package io.snapseal.rds;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.NewSnapshot;
import io.snapseal.blockstore.Seal;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.blockstore.SnapshotWriter;
import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.HotBackup;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What is done to snapshots behind the API: taken and copied. */
final class SnapshotTasks {
  private static final int GENERATED_MODE = 0600;

  private final StateStore state;
  private final WorkList work;
  private final Hosts hosts;
  private final VolumeKeys volumeKeys;
  private final StoredSnapshots stored;
  private final Map<String, RegionPlace> places;

  SnapshotTasks(
      StateStore state,
      WorkList work,
      Hosts hosts,
      VolumeKeys volumeKeys,
      StoredSnapshots stored,
      Map<String, RegionPlace> places) {
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.volumeKeys = volumeKeys;
    this.stored = stored;
    this.places = places;
  }

  /** The handlers, by task. */
  Map<Workers.Key, TaskHandler> handlers() {
    return Map.of(
        new Workers.Key(Tables.SNAPSHOTS.kind(), Tasks.CREATE), new Taking(),
        new Workers.Key(Tables.SNAPSHOTS.kind(), Tasks.COPY), new Copying());
  }

  private BlockStore store(Scope scope) {
    return RegionPlace.of(places, scope).store();
  }

  private Row<DBSnapshot, SnapshotInternals> row(Task task) {
    return state
        .read(handle -> Tables.SNAPSHOTS.find(handle, task.scope(), task.id()))
        .orElseThrow(() -> new TaskHandler.TaskCancelled(task));
  }

  private NewSnapshot newSnapshot(Row<DBSnapshot, SnapshotInternals> row, Optional<String> parent) {
    DBSnapshot shown = row.shown();
    Optional<Seal> seal =
        Boolean.TRUE.equals(shown.encrypted())
            ? Optional.of(
                new Seal(
                    volumeKeys.kms(row.scope()),
                    shown.kmsKeyId(),
                    VolumeKeys.context(shown.dbiResourceId())))
            : Optional.empty();
    return new NewSnapshot(row.internal().storeId(), row.internal().volume(), parent, seal);
  }

  /**
   * A snapshot that an earlier run committed before it was killed is whole: it is taken as it is.
   */
  private Optional<SnapshotInfo> committedEarlier(Row<DBSnapshot, SnapshotInternals> row) {
    return store(row.scope()).find(row.internal().storeId());
  }

  private static void available(Handle handle, Task task, SnapshotInfo info) {
    Row<DBSnapshot, SnapshotInternals> row = Tables.snapshot(handle, task.scope(), task.id());
    Tables.SNAPSHOTS.update(
        handle,
        row.show(row.shown().toBuilder().status(Status.AVAILABLE).percentProgress(100).build())
            .keep(row.internal().pinned(info.manifestDigest())));
  }

  private static void failedSnapshot(Handle handle, Task task) {
    Tables.SNAPSHOTS
        .find(handle, task.scope(), task.id())
        .ifPresent(
            row ->
                Tables.SNAPSHOTS.update(
                    handle, row.show(row.shown().toBuilder().status(Status.FAILED).build())));
  }

  /** Takes a snapshot of a running instance while it is written to. */
  private final class Taking implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBSnapshot, SnapshotInternals> row = row(task);
      Optional<SnapshotInfo> earlier = committedEarlier(row);
      SnapshotInfo info = earlier.isPresent() ? earlier.get() : taken(task, row, hold);
      return handle -> {
        available(handle, task, info);
        release(handle, task);
      };
    }

    private SnapshotInfo taken(Task task, Row<DBSnapshot, SnapshotInternals> row, Hold hold)
        throws IOException {
      DatabaseServer server =
          hosts
              .server(row.shown().dbiResourceId())
              .orElseThrow(() -> new TaskPostponed("the instance is starting"));
      try (SnapshotWriter writer = store(row.scope()).create(newSnapshot(row, parent(row)));
          HotBackup backup = server.beginBackup(row.internal().storeId())) {
        Progress progress = new Progress(state, task, hold, InstanceFiles.size(backup.root()));
        writer.addTree(backup.root(), backup::includes, progress::advanced);
        BackupEnd end = backup.finish();
        for (Map.Entry<String, byte[]> file : end.generatedFiles().entrySet()) {
          writer.addFile(file.getKey(), GENERATED_MODE, file.getValue());
        }
        for (String file : end.additionalFiles()) {
          writer.addFile(file, backup.root().resolve(file));
        }
        hold.stillWanted();
        return writer.commit();
      }
    }

    /**
     * The newest snapshot of the same lineage that is still there: only what changed since is
     * stored.
     */
    private Optional<String> parent(Row<DBSnapshot, SnapshotInternals> row) {
      return state.read(handle -> Tables.SNAPSHOTS.list(handle, row.scope())).stream()
          .filter(other -> other.internal().volume().equals(row.internal().volume()))
          .filter(other -> other.shown().status().equals(Status.AVAILABLE))
          .max(Comparator.comparing(other -> other.shown().snapshotCreateTime()))
          .map(other -> other.internal().storeId());
    }

    @Override
    public void failed(Handle handle, Task task, Exception failure) {
      failedSnapshot(handle, task);
      keep(handle, task);
      release(handle, task);
    }

    /** The instance is free again. */
    private void release(Handle handle, Task task) {
      ifInstanceIs(Status.BACKING_UP, handle, task, row -> makeAvailable(handle, row));
    }

    /** An instance that was to be deleted after this snapshot is not deleted without it. */
    private void keep(Handle handle, Task task) {
      ifInstanceIs(
          Status.DELETING,
          handle,
          task,
          row -> {
            work.cancel(handle, Tables.INSTANCES.kind(), row.scope(), row.id());
            makeAvailable(handle, row);
          });
    }

    private void ifInstanceIs(
        String status,
        Handle handle,
        Task task,
        Consumer<Row<DBInstance, InstanceInternals>> change) {
      RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
      Tables.INSTANCES
          .find(handle, arn.scope(), arn.id())
          .filter(row -> row.shown().dbInstanceStatus().equals(status))
          .ifPresent(change);
    }

    private void makeAvailable(Handle handle, Row<DBInstance, InstanceInternals> row) {
      Tables.INSTANCES.update(
          handle, row.show(row.shown().toBuilder().dbInstanceStatus(Status.AVAILABLE).build()));
    }
  }

  /** Copies a snapshot, within a region or from another, sealing it under the copy's key. */
  private final class Copying implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBSnapshot, SnapshotInternals> row = row(task);
      Optional<SnapshotInfo> earlier = committedEarlier(row);
      SnapshotInfo info = earlier.isPresent() ? earlier.get() : copied(task, row, hold);
      return handle -> available(handle, task, info);
    }

    private SnapshotInfo copied(Task task, Row<DBSnapshot, SnapshotInternals> row, Hold hold)
        throws IOException {
      RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
      Row<DBSnapshot, SnapshotInternals> source =
          state.read(handle -> Tables.snapshot(handle, arn.scope(), arn.id()));
      String sourceId = source.internal().storeId();
      long bytes = store(source.scope()).describe(sourceId).logicalBytes();
      Progress progress = new Progress(state, task, hold, bytes);
      return store(source.scope())
          .copy(
              sourceId,
              Optional.ofNullable(source.internal().manifestDigest()),
              KeyAccess.of(volumeKeys.kms(source.scope())),
              store(row.scope()),
              newSnapshot(row, Optional.empty()),
              progress::advanced);
    }

    @Override
    public void failed(Handle handle, Task task, Exception failure) {
      failedSnapshot(handle, task);
    }

    /** The row is gone; so must be what was committed in spite of that. */
    @Override
    public void cancelled(Task task) {
      stored.removeOrphans(store(task.scope()));
    }
  }
}
