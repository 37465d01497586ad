package io.snapseal.rds.instance;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.rds.event.EventKind;
import io.snapseal.rds.event.Events;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** What an instance shows as its server comes and goes, and what follows from that. */
public final class ShownInstances {
  private static final String LOOPBACK = "127.0.0.1";

  /** Statuses that somebody asked for, and that stay until what was asked for is done. */
  private static final Set<String> ASKED_FOR = Set.of(Status.DELETING, Status.STOPPING);

  private final StateStore state;
  private final WorkList work;
  private final RestartPace pace;
  private final InstanceBackups backups;
  private final Clock clock;
  private final Events events;

  public ShownInstances(
      StateStore state,
      WorkList work,
      RestartPace pace,
      InstanceBackups backups,
      Clock clock,
      Events events) {
    this.backups = backups;
    this.state = state;
    this.work = work;
    this.pace = pace;
    this.clock = clock;
    this.events = events;
  }

  /** A new instance's server runs. */
  TaskHandler.Ending created(
      Row<DBInstance, InstanceInternals> row, String version, DatabaseServer server) {
    TaskHandler.Ending ending = running(row, version, server);
    return handle -> {
      ending.write(handle);
      change(handle, row, builder -> builder.instanceCreateTime(clock.instant()));
      record(handle, EventKind.INSTANCE_CREATED, row);
      same(handle, row)
          .filter(made -> !Simulated.is(made.shown())) // it is available at once
          .ifPresent(made -> backups.begin(handle, made));
    };
  }

  /** An instance's server runs again. */
  TaskHandler.Ending available(
      Row<DBInstance, InstanceInternals> row, String version, DatabaseServer server) {
    TaskHandler.Ending ending = running(row, version, server);
    return handle -> {
      ending.write(handle);
      boolean wasStopped = row.internal().life().stoppedMs() != null;
      record(handle, wasStopped ? EventKind.INSTANCE_STARTED : EventKind.INSTANCE_RESTARTED, row);
    };
  }

  /** The instance's server is stopped, as somebody asked. */
  void stopped(Handle handle, Row<DBInstance, InstanceInternals> row) {
    record(handle, EventKind.INSTANCE_STOPPED, row);
  }

  /** The instance has been modified. */
  void modified(
      Handle handle,
      Row<DBInstance, InstanceInternals> before,
      Row<DBInstance, InstanceInternals> after,
      PendingModifiedValues changes) {
    if (changes.masterUserPassword() != null) {
      record(handle, EventKind.MASTER_PASSWORD_RESET, after);
    }
    if (changes.dbInstanceClass() != null) {
      record(handle, EventKind.INSTANCE_CLASS_CHANGED, after);
    }
    if (changes.allocatedStorage() != null || changes.storageType() != null) {
      record(handle, EventKind.INSTANCE_STORAGE_CHANGED, after);
    }
    if (Changes.backsUp(before.shown()) != Changes.backsUp(after.shown())) {
      record(
          handle,
          Changes.backsUp(after.shown()) ? EventKind.BACKUPS_ENABLED : EventKind.BACKUPS_DISABLED,
          after);
    }
  }

  private void record(
      Handle handle, EventKind kind, Row<DBInstance, InstanceInternals> row, Object... words) {
    events.record(handle, kind, RdsArn.instance(row.scope(), row.id()), words);
  }

  /**
   * The instance's server runs: it is available, or being backed up since before the start. Should
   * the server end by itself, it is started again, as RDS does.
   */
  private TaskHandler.Ending running(
      Row<DBInstance, InstanceInternals> row, String version, DatabaseServer server) {
    Instant started = clock.instant();
    server.onExit(
        exit -> {
          if (!exit.requested()) {
            Duration lived = Duration.between(started, clock.instant());
            state.change(handle -> startAgain(handle, row, lived));
          }
        });
    return handle -> {
      change(
          handle,
          row,
          builder ->
              builder
                  .dbInstanceStatus(
                      work.needed(handle, row.shown().dbInstanceArn())
                          ? Status.BACKING_UP
                          : Status.AVAILABLE)
                  .statusInfos((Collection<DBInstanceStatusInfo>) null)
                  .engineVersion(version)
                  .dbInstancePort(server.port())
                  .endpoint(Endpoint.builder().address(LOOPBACK).port(server.port()).build()));
      same(handle, row).ifPresent(now -> Tables.INSTANCES.update(handle, running(now)));
    };
  }

  /** What its row need not say any more: above all the verifier that the database has by now. */
  private static Row<DBInstance, InstanceInternals> running(
      Row<DBInstance, InstanceInternals> row) {
    InstanceInternals internal = row.internal().at(row.internal().life().running());
    return row.keep(Changes.hasPassword(row.shown()) ? internal : internal.withMaster(null));
  }

  /** The instance is gone. */
  void deleted(Handle handle, Row<DBInstance, InstanceInternals> row) {
    record(handle, EventKind.INSTANCE_DELETED, row);
  }

  /** Its key does not open: nothing of it runs, and nothing is lost. */
  void inaccessible(Handle handle, Task task) {
    events.record(
        handle,
        EventKind.INSTANCE_FAILED,
        RdsArn.instance(task.scope(), task.id()),
        Status.INACCESSIBLE_RECOVERABLE);
    Tables.INSTANCES
        .find(handle, task.scope(), task.id())
        .map(
            row -> row.keep(row.internal().at(row.internal().life().inaccessible(clock.instant()))))
        .ifPresent(
            row ->
                write(
                    handle,
                    row,
                    builder -> builder.dbInstanceStatus(Status.INACCESSIBLE_RECOVERABLE)));
  }

  /** What was asked for of it is done: its status may show how it is again. */
  static Row<DBInstance, InstanceInternals> settled(Row<DBInstance, InstanceInternals> row) {
    return row.shown().dbInstanceStatus().equals(Status.DELETING)
        ? row
        : row.show(row.shown().toBuilder().dbInstanceStatus(Status.STARTING).build());
  }

  void failed(Handle handle, Task task, Throwable failure) {
    events.record(
        handle,
        EventKind.INSTANCE_FAILED,
        RdsArn.instance(task.scope(), task.id()),
        FailureStates.status(failure));
    change(
        handle,
        task,
        builder ->
            builder
                .dbInstanceStatus(FailureStates.status(failure))
                .statusInfos(FailureStates.info(failure)));
  }

  private void startAgain(Handle handle, Row<DBInstance, InstanceInternals> row, Duration lived) {
    same(handle, row)
        .ifPresent(
            now -> {
              write(handle, now, builder -> builder.dbInstanceStatus(Status.STARTING));
              record(handle, EventKind.INSTANCE_SHUTDOWN, now);
              work.add(
                  handle,
                  Task.of(Tables.INSTANCES.kind(), now.scope(), now.id(), InstanceTasks.START, ""),
                  pace.afterLiving(now.shown().dbiResourceId(), lived));
            });
  }

  private void change(Handle handle, Task task, Consumer<DBInstance.Builder> change) {
    Tables.INSTANCES
        .find(handle, task.scope(), task.id())
        .ifPresent(row -> write(handle, row, change));
  }

  /** Changes the row of that very instance, if it is still there, whoever has its name now. */
  private void change(
      Handle handle, Row<DBInstance, InstanceInternals> made, Consumer<DBInstance.Builder> change) {
    same(handle, made).ifPresent(row -> write(handle, row, change));
  }

  /** That very instance, which may have been renamed. */
  private static Optional<Row<DBInstance, InstanceInternals>> same(
      Handle handle, Row<DBInstance, InstanceInternals> made) {
    String resourceId = made.shown().dbiResourceId();
    return Tables.INSTANCES
        .find(handle, made.scope(), made.id())
        .filter(row -> row.shown().dbiResourceId().equals(resourceId))
        .or(
            () ->
                Tables.INSTANCES.list(handle, made.scope()).stream()
                    .filter(row -> row.shown().dbiResourceId().equals(resourceId))
                    .findFirst());
  }

  /** An instance that is being deleted shows that until it is gone, or its deletion called off. */
  private void write(
      Handle handle, Row<DBInstance, InstanceInternals> row, Consumer<DBInstance.Builder> change) {
    DBInstance.Builder builder = row.shown().toBuilder();
    change.accept(builder);
    if (ASKED_FOR.contains(row.shown().dbInstanceStatus()) || Changes.goOn(handle, work, row)) {
      builder.dbInstanceStatus(row.shown().dbInstanceStatus());
    }
    Tables.INSTANCES.update(handle, row.show(builder.build()));
  }
}
