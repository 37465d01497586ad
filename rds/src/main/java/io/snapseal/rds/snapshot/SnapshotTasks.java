package io.snapseal.rds.snapshot;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.blockstore.SnapshotWriter;
import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.rds.instance.Hosts;
import io.snapseal.rds.resource.InstanceFiles;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.storage.OwnedKeys;
import io.snapseal.rds.storage.SealingKey;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Tasks;
import io.snapseal.rds.task.Workers;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What is done to snapshots behind the API: taken and copied.
 *
 * @param <T> the SDK's model of the kind of snapshot
 */
public final class SnapshotTasks<T extends SdkPojo> {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotTasks.class);
  private static final int GENERATED_MODE = 0600;

  private final SnapshotKind<T> kind;
  private final SnapshotSource source;
  private final StateStore state;
  private final Hosts hosts;
  private final VolumeKeys volumeKeys;
  private final StorageGrants grants;
  private final StoredSnapshots stored;
  private final UnmadeSnapshots<T> unmade;
  private final SnapshotChanges<T> changes;

  /**
   * @param source what this kind of snapshot is taken of
   */
  public SnapshotTasks(
      SnapshotKind<T> kind,
      SnapshotSource source,
      StateStore state,
      Hosts hosts,
      VolumeKeys volumeKeys,
      StorageGrants grants,
      OwnedKeys ownedKeys,
      StoredSnapshots stored,
      Map<String, RegionPlace> places,
      SnapshotChanges<T> changes) {
    this.kind = kind;
    this.source = source;
    this.state = state;
    this.hosts = hosts;
    this.volumeKeys = volumeKeys;
    this.grants = grants;
    this.stored = stored;
    this.unmade = new UnmadeSnapshots<>(kind, state, volumeKeys, ownedKeys, places);
    this.changes = changes;
  }

  /** The handlers, by task. */
  public Map<Workers.Key, TaskHandler> handlers() {
    return Map.of(
        new Workers.Key(kind.table().kind(), Tasks.CREATE), new Taking(),
        new Workers.Key(kind.table().kind(), Tasks.COPY), new Copying());
  }

  /** Takes a snapshot of a running database while it is written to. */
  private final class Taking implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<T, SnapshotInternals> row = granted(task, unmade.row(task));
      Optional<SnapshotInfo> earlier = unmade.committedEarlier(row);
      SnapshotInfo info = earlier.isPresent() ? earlier.get() : taken(task, row, hold);
      return handle -> {
        unmade.available(handle, task, info);
        changes.taken(handle, row);
        source.release(handle, RdsArn.parse(task.detail()).orElseThrow());
      };
    }

    /** A snapshot outlives its database: it has a grant of its own, made by the database's. */
    private Row<T, SnapshotInternals> granted(Task task, Row<T, SnapshotInternals> row) {
      String key = kind.facts(row).kmsKeyArn();
      if (key == null || row.internal().grantId() != null) {
        return row;
      }
      String grant =
          grants.byGrant(row.scope(), key, row.internal().storeId(), kind.facts(row).databaseId());
      return state.write(
          handle -> {
            Row<T, SnapshotInternals> now = kind.row(handle, task.scope(), task.id());
            Row<T, SnapshotInternals> changed = now.keep(now.internal().withGrant(grant));
            kind.table().update(handle, changed);
            return changed;
          });
    }

    private SnapshotInfo taken(Task task, Row<T, SnapshotInternals> row, Hold hold)
        throws IOException {
      DatabaseServer server = server(task, row);
      try (SnapshotWriter writer = writer(row);
          HotBackup backup = server.beginBackup(row.internal().storeId())) {
        Progress<T> progress =
            new Progress<>(kind, state, task, row, hold, InstanceFiles.size(backup.root()));
        writer.addTree(backup.root(), backup::includes, progress::advanced);
        BackupEnd end = backup.finish();
        record(task, end.writesHeldUp());
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

    private void record(Task task, Duration writesHeldUp) {
      LOG.info("snapshot {} held up writes for {} ms", task.id(), writesHeldUp.toMillis());
      state.write(
          handle -> {
            Row<T, SnapshotInternals> now = kind.row(handle, task.scope(), task.id());
            kind.table()
                .update(handle, now.keep(now.internal().withWritesHeldUp(writesHeldUp.toMillis())));
            return now;
          });
    }

    /** A server that is not there is waited for as long as something is to bring it. */
    private DatabaseServer server(Task task, Row<T, SnapshotInternals> row) {
      RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
      boolean coming = state.read(handle -> source.isComing(handle, arn));
      Optional<DatabaseServer> server = hosts.server(kind.facts(row).databaseId());
      if (server.isPresent()) {
        return server.get();
      }
      if (coming) {
        throw new TaskPostponed("the database is starting");
      }
      throw new EngineException.BackupFailed(arn.id() + " does not run", null, null);
    }

    /** A parent that is damaged costs space, not the snapshot. */
    private SnapshotWriter writer(Row<T, SnapshotInternals> row) {
      BlockStore store = unmade.store(row.scope());
      Optional<String> parent = unmade.parent(row);
      try {
        return store.create(unmade.newSnapshot(row, parent));
      } catch (DamagedException e) {
        if (parent.isEmpty()) {
          throw e;
        }
        LOG.warn("a snapshot is taken whole, because its parent is damaged", e);
        return store.create(unmade.newSnapshot(row, Optional.empty()));
      }
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      unmade.failed(handle, task);
      RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
      source.keep(handle, arn);
      source.release(handle, arn);
    }
  }

  /** Copies a snapshot, within a region or from another, sealing it under the copy's key. */
  private final class Copying implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) {
      Row<T, SnapshotInternals> row = unmade.row(task);
      Optional<SnapshotInfo> earlier = unmade.committedEarlier(row);
      SnapshotInfo info = earlier.isPresent() ? earlier.get() : copied(task, row, hold);
      return handle -> {
        unmade.available(handle, task, info);
        changes.copied(handle, row);
      };
    }

    private SnapshotInfo copied(Task task, Row<T, SnapshotInternals> row, Hold hold) {
      RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
      Row<T, SnapshotInternals> from =
          state.read(handle -> kind.row(handle, arn.scope(), arn.id()));
      String sourceId = from.internal().storeId();
      Scope opener = unmade.sealing(from).map(SealingKey::scope).orElse(from.scope());
      BlockStore source = unmade.store(from.scope());
      BlockStore target = unmade.store(row.scope());
      return ResumableCopy.run(
          target,
          row.internal().storeId(),
          () ->
              source.copy(
                  sourceId,
                  Optional.ofNullable(from.internal().manifestDigest()),
                  KeyAccess.of(volumeKeys.kms(opener)),
                  target,
                  unmade.newSnapshot(row, unmade.parent(row)),
                  unmade.progress(task, row, hold, source.describe(sourceId).logicalBytes())));
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      unmade.failed(handle, task);
    }

    /** The row is gone; so must be what was committed in spite of that. */
    @Override
    public void cancelled(Task task) {
      stored.removeOrphans(unmade.store(task.scope()));
    }
  }
}
