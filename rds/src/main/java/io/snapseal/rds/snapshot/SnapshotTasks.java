package io.snapseal.rds.snapshot;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.NewSnapshot;
import io.snapseal.blockstore.Seal;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.blockstore.SnapshotWriter;
import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.rds.instance.Hosts;
import io.snapseal.rds.instance.InstanceTasks;
import io.snapseal.rds.resource.InstanceFiles;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Tasks;
import io.snapseal.rds.task.Workers;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What is done to snapshots behind the API: taken and copied. */
public final class SnapshotTasks {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotTasks.class);
  private static final int GENERATED_MODE = 0600;

  private final StateStore state;
  private final WorkList work;
  private final Hosts hosts;
  private final VolumeKeys volumeKeys;
  private final StorageGrants grants;
  private final StoredSnapshots stored;
  private final Map<String, RegionPlace> places;

  public SnapshotTasks(
      StateStore state,
      WorkList work,
      Hosts hosts,
      VolumeKeys volumeKeys,
      StorageGrants grants,
      StoredSnapshots stored,
      Map<String, RegionPlace> places) {
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.volumeKeys = volumeKeys;
    this.grants = grants;
    this.stored = stored;
    this.places = places;
  }

  /** The handlers, by task. */
  public Map<Workers.Key, TaskHandler> handlers() {
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
      Row<DBSnapshot, SnapshotInternals> row = granted(task, row(task));
      Optional<SnapshotInfo> earlier = committedEarlier(row);
      SnapshotInfo info = earlier.isPresent() ? earlier.get() : taken(task, row, hold);
      return handle -> {
        available(handle, task, info);
        release(handle, task);
      };
    }

    /** A snapshot outlives its instance: it has a grant of its own, made by the instance's. */
    private Row<DBSnapshot, SnapshotInternals> granted(
        Task task, Row<DBSnapshot, SnapshotInternals> row) {
      String key = row.shown().kmsKeyId();
      if (key == null || row.internal().grantId() != null) {
        return row;
      }
      String grant =
          grants.byGrant(row.scope(), key, row.internal().storeId(), row.shown().dbiResourceId());
      return state.write(
          handle -> {
            Row<DBSnapshot, SnapshotInternals> now =
                Tables.snapshot(handle, task.scope(), task.id());
            Row<DBSnapshot, SnapshotInternals> changed = now.keep(now.internal().withGrant(grant));
            Tables.SNAPSHOTS.update(handle, changed);
            return changed;
          });
    }

    private SnapshotInfo taken(Task task, Row<DBSnapshot, SnapshotInternals> row, Hold hold)
        throws IOException {
      DatabaseServer server = server(task, row);
      try (SnapshotWriter writer = writer(row);
          HotBackup backup = server.beginBackup(row.internal().storeId())) {
        Progress progress = new Progress(state, task, row, hold, InstanceFiles.size(backup.root()));
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

    /** A server that is not there is waited for as long as something is to bring it. */
    private DatabaseServer server(Task task, Row<DBSnapshot, SnapshotInternals> row) {
      RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
      Set<String> coming =
          state.read(
              handle -> work.pending(handle, Tables.INSTANCES.kind(), arn.scope(), arn.id()));
      Optional<DatabaseServer> server = hosts.server(row.shown().dbiResourceId());
      if (server.isPresent()) {
        return server.get();
      }
      if (coming.stream().anyMatch(InstanceTasks::bringsServer)) {
        throw new TaskPostponed("the instance is starting");
      }
      throw new EngineException.BackupFailed(
          "the instance " + arn.id() + " does not run", null, null);
    }

    /** A parent that is damaged costs space, not the snapshot. */
    private SnapshotWriter writer(Row<DBSnapshot, SnapshotInternals> row) {
      BlockStore store = store(row.scope());
      Optional<String> parent = parent(row);
      try {
        return store.create(newSnapshot(row, parent));
      } catch (DamagedException e) {
        if (parent.isEmpty()) {
          throw e;
        }
        LOG.warn("a snapshot is taken whole, because its parent is damaged", e);
        return store.create(newSnapshot(row, Optional.empty()));
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
    public void failed(Handle handle, Task task, Throwable failure) {
      failedSnapshot(handle, task);
      keep(handle, task);
      release(handle, task);
    }

    /** An instance that was to be deleted after this snapshot is not deleted without it. */
    private void keep(Handle handle, Task task) {
      RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
      if (work.cancelOne(handle, Tables.INSTANCES.kind(), arn.scope(), arn.id(), Tasks.DELETE)) {
        Tables.INSTANCES.find(handle, arn.scope(), arn.id()).ifPresent(row -> revive(handle, row));
      }
    }

    private void revive(Handle handle, Row<DBInstance, InstanceInternals> row) {
      if (hosts.server(row.shown().dbiResourceId()).isPresent()) {
        show(handle, row, Status.AVAILABLE);
      } else {
        show(handle, row, Status.STARTING);
        work.add(
            handle,
            Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), InstanceTasks.START, ""));
      }
    }

    /** The instance is free again. */
    private void release(Handle handle, Task task) {
      RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
      Tables.INSTANCES
          .find(handle, arn.scope(), arn.id())
          .filter(row -> row.shown().dbInstanceStatus().equals(Status.BACKING_UP))
          .ifPresent(row -> show(handle, row, Status.AVAILABLE));
    }

    private static void show(Handle handle, Row<DBInstance, InstanceInternals> row, String status) {
      Tables.INSTANCES.update(
          handle, row.show(row.shown().toBuilder().dbInstanceStatus(status).build()));
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
      Progress progress = new Progress(state, task, row, hold, bytes);
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
    public void failed(Handle handle, Task task, Throwable failure) {
      failedSnapshot(handle, task);
    }

    /** The row is gone; so must be what was committed in spite of that. */
    @Override
    public void cancelled(Task task) {
      stored.removeOrphans(store(task.scope()));
    }
  }
}
