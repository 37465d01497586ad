package io.snapseal.rds;

import io.snapseal.blockstore.KeyAccess;
import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.volume.VolumeKey;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Endpoint;

/** What is done to instances behind the API: made, restored, started, removed. */
final class InstanceTasks {
  static final String START = "start";
  private static final String LOOPBACK = "127.0.0.1";

  private final StateStore state;
  private final WorkList work;
  private final Hosts hosts;
  private final Engines engines;
  private final VolumeKeys volumeKeys;
  private final Map<String, RegionPlace> places;
  private final Clock clock;

  InstanceTasks(
      StateStore state,
      WorkList work,
      Hosts hosts,
      Engines engines,
      VolumeKeys volumeKeys,
      Map<String, RegionPlace> places,
      Clock clock) {
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.engines = engines;
    this.volumeKeys = volumeKeys;
    this.places = places;
    this.clock = clock;
  }

  /** The handlers, by task. */
  Map<Workers.Key, TaskHandler> handlers() {
    String kind = Tables.INSTANCES.kind();
    return Map.of(
        new Workers.Key(kind, Tasks.CREATE), new Making(this::initialise),
        new Workers.Key(kind, Tasks.RESTORE), new Making(this::restore),
        new Workers.Key(kind, START), new Starting(),
        new Workers.Key(kind, Tasks.DELETE), new Deleting());
  }

  private Row<DBInstance, InstanceInternals> row(Task task) {
    return state
        .read(handle -> Tables.INSTANCES.find(handle, task.scope(), task.id()))
        .orElseThrow(() -> new TaskHandler.TaskCancelled(task));
  }

  private InstanceFiles files(Row<DBInstance, InstanceInternals> row) {
    RegionPlace place = RegionPlace.of(places, row.scope());
    return InstanceFiles.of(place.instances(), place.runs(), row.shown().dbiResourceId());
  }

  private DatabaseEngine engine(DBInstance instance) {
    return engines.named(instance.engine(), instance.engineVersion());
  }

  private void update(Handle handle, Task task, Consumer<DBInstance.Builder> change) {
    Tables.INSTANCES
        .find(handle, task.scope(), task.id())
        .ifPresent(
            row -> {
              DBInstance.Builder builder = row.shown().toBuilder();
              change.accept(builder);
              Tables.INSTANCES.update(handle, row.show(builder.build()));
            });
  }

  private TaskHandler.Ending available(Task task, DatabaseServer server) {
    server.onExit(
        exit -> {
          if (!exit.requested()) {
            state.change(handle -> startAgain(handle, task));
          }
        });
    return handle -> {
      String status = statusOf(handle, task);
      update(
          handle,
          task,
          builder ->
              builder
                  .dbInstanceStatus(status)
                  .dbInstancePort(server.port())
                  .endpoint(Endpoint.builder().address(LOOPBACK).port(server.port()).build()));
    };
  }

  /**
   * What a running instance is: to be deleted, being backed up since before the start, or
   * available.
   */
  private String statusOf(Handle handle, Task task) {
    DBInstance shown = Tables.instance(handle, task.scope(), task.id()).shown();
    if (shown.dbInstanceStatus().equals(Status.DELETING)) {
      return Status.DELETING;
    }
    return work.needed(handle, shown.dbInstanceArn()) ? Status.BACKING_UP : Status.AVAILABLE;
  }

  /** AWS shows a reason for read replicas only; here any instance that failed shows it. */
  private static void markFailed(DBInstance.Builder builder, Exception failure) {
    String reason =
        failure instanceof EngineException e
            ? e.getMessage() + e.fix().map(fix -> ": " + fix).orElse("")
            : failure.getClass().getSimpleName() + ": see the region's log";
    builder
        .dbInstanceStatus(Status.FAILED)
        .statusInfos(
            DBInstanceStatusInfo.builder()
                .statusType("instance")
                .normal(false)
                .status(Status.FAILED)
                .message(reason)
                .build());
  }

  /** A server that ended by itself is started again, as RDS does. */
  private void startAgain(Handle handle, Task task) {
    update(handle, task, builder -> builder.dbInstanceStatus(Status.STARTING));
    work.add(handle, Task.of(task.kind(), task.scope(), task.id(), START, ""));
  }

  private void initialise(
      Task task, Row<DBInstance, InstanceInternals> row, Path data, TaskHandler.Hold hold) {
    MasterUser master =
        new MasterUser(
            row.shown().masterUsername(), Objects.requireNonNull(row.internal().masterVerifier()));
    engine(row.shown())
        .initialise(data, master, Optional.ofNullable(row.internal().databaseName()));
  }

  private void restore(
      Task task, Row<DBInstance, InstanceInternals> row, Path data, TaskHandler.Hold hold) {
    RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
    Row<DBSnapshot, SnapshotInternals> snapshot =
        state.read(handle -> Tables.snapshot(handle, arn.scope(), arn.id()));
    RegionPlace.of(places, row.scope())
        .store()
        .restore(
            snapshot.internal().storeId(),
            Optional.ofNullable(snapshot.internal().manifestDigest()),
            KeyAccess.of(volumeKeys.kms(row.scope())),
            data,
            bytes -> hold.stillWanted());
  }

  /** How a new instance's data directory is filled. */
  @FunctionalInterface
  private interface Filling {
    void fill(Task task, Row<DBInstance, InstanceInternals> row, Path data, TaskHandler.Hold hold);
  }

  /**
   * Makes an instance: a volume, its data, a running server. Begun anew whenever it is repeated.
   */
  private final class Making implements TaskHandler {
    private final Filling filling;

    Making(Filling filling) {
      this.filling = filling;
    }

    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBInstance, InstanceInternals> row = withVolumeKey(task, row(task));
      DBInstance shown = row.shown();
      try (Wiped key = opened(row)) {
        DatabaseServer server =
            hosts.create(
                shown.dbiResourceId(),
                files(row),
                engine(shown),
                key.key(),
                shown.dbInstancePort(),
                data -> filling.fill(task, row, data, hold));
        Ending ending = available(task, server);
        return handle -> {
          ending.write(handle);
          update(handle, task, builder -> builder.instanceCreateTime(clock.instant()));
        };
      }
    }

    @Override
    public void failed(Handle handle, Task task, Exception failure) {
      update(handle, task, builder -> markFailed(builder, failure));
    }

    /** The wrapped key is durable before anything is encrypted under it. */
    private Row<DBInstance, InstanceInternals> withVolumeKey(
        Task task, Row<DBInstance, InstanceInternals> row) {
      if (!Boolean.TRUE.equals(row.shown().storageEncrypted())
          || row.internal().wrappedVolumeKey() != null) {
        return row;
      }
      String wrapped = volumeKeys.create(row.scope(), row.shown());
      return state.write(
          handle -> {
            Row<DBInstance, InstanceInternals> current =
                Tables.instance(handle, task.scope(), task.id());
            Row<DBInstance, InstanceInternals> changed =
                current.keep(current.internal().withVolumeKey(wrapped));
            Tables.INSTANCES.update(handle, changed);
            return changed;
          });
    }
  }

  /** Starts an instance's server again, after this node or the server itself had ended. */
  private final class Starting implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBInstance, InstanceInternals> row = row(task);
      DBInstance shown = row.shown();
      try (Wiped key = opened(row)) {
        DatabaseServer server =
            hosts.open(
                shown.dbiResourceId(),
                files(row),
                engine(shown),
                key.key(),
                shown.dbInstancePort());
        return available(task, server);
      } catch (KmsException e) {
        return handle ->
            update(
                handle, task, builder -> builder.dbInstanceStatus(Status.INACCESSIBLE_RECOVERABLE));
      }
    }

    @Override
    public void failed(Handle handle, Task task, Exception failure) {
      update(handle, task, builder -> markFailed(builder, failure));
    }
  }

  /** Removes an instance, once its final snapshot is taken. */
  private final class Deleting implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBInstance, InstanceInternals> row = row(task);
      String arn = row.shown().dbInstanceArn();
      if (state.read(handle -> work.needed(handle, arn))) {
        throw new TaskPostponed("the final snapshot is being taken");
      }
      hosts.remove(row.shown().dbiResourceId(), files(row), engine(row.shown()));
      return handle -> Tables.INSTANCES.delete(handle, task.scope(), task.id());
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

  private Wiped opened(Row<DBInstance, InstanceInternals> row) {
    return new Wiped(volumeKeys.open(row.scope(), row.shown(), row.internal().wrappedVolumeKey()));
  }

  /** A volume key for the length of a block, or none. */
  private record Wiped(@Nullable VolumeKey key) implements AutoCloseable {
    @Override
    public void close() {
      if (key != null) {
        key.close();
      }
    }
  }
}
