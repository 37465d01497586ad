package io.snapseal.rds.instance;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.rds.resource.InstanceInternals;
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
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.RdsException;

/** What an instance shows as its server comes and goes, and what follows from that. */
public final class ShownInstances {
  private static final String LOOPBACK = "127.0.0.1";

  private final StateStore state;
  private final WorkList work;
  private final RestartPace pace;
  private final Clock clock;

  public ShownInstances(StateStore state, WorkList work, RestartPace pace, Clock clock) {
    this.state = state;
    this.work = work;
    this.pace = pace;
    this.clock = clock;
  }

  /** A new instance's server runs. */
  TaskHandler.Ending created(
      Row<DBInstance, InstanceInternals> row, String version, DatabaseServer server) {
    TaskHandler.Ending ending = available(row, version, server);
    return handle -> {
      ending.write(handle);
      change(handle, row, builder -> builder.instanceCreateTime(clock.instant()));
    };
  }

  /**
   * The instance's server runs: it is available, or being backed up since before the start. Should
   * the server end by itself, it is started again, as RDS does.
   */
  TaskHandler.Ending available(
      Row<DBInstance, InstanceInternals> row, String version, DatabaseServer server) {
    Instant started = clock.instant();
    server.onExit(
        exit -> {
          if (!exit.requested()) {
            Duration lived = Duration.between(started, clock.instant());
            state.change(handle -> startAgain(handle, row, lived));
          }
        });
    return handle ->
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
  }

  /** Its key does not open: nothing of it runs, and nothing is lost. */
  void inaccessible(Handle handle, Task task) {
    change(handle, task, builder -> builder.dbInstanceStatus(Status.INACCESSIBLE_RECOVERABLE));
  }

  /** AWS shows a reason for read replicas only; here any instance that failed shows it. */
  void failed(Handle handle, Task task, Throwable failure) {
    String reason = reason(failure);
    change(
        handle,
        task,
        builder ->
            builder
                .dbInstanceStatus(Status.FAILED)
                .statusInfos(
                    DBInstanceStatusInfo.builder()
                        .statusType("instance")
                        .normal(false)
                        .status(Status.FAILED)
                        .message(reason)
                        .build()));
  }

  private static String reason(Throwable failure) {
    if (failure instanceof EngineException e) {
      return e.getMessage() + e.fix().map(fix -> ": " + fix).orElse("");
    }
    if (failure instanceof RdsException e && e.awsErrorDetails() != null) {
      return e.awsErrorDetails().errorMessage();
    }
    return failure.getClass().getSimpleName() + ": see the region's log";
  }

  private void startAgain(Handle handle, Row<DBInstance, InstanceInternals> row, Duration lived) {
    if (change(handle, row, builder -> builder.dbInstanceStatus(Status.STARTING))) {
      work.add(
          handle,
          Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), InstanceTasks.START, ""),
          pace.afterLiving(row.shown().dbiResourceId(), lived));
    }
  }

  private void change(Handle handle, Task task, Consumer<DBInstance.Builder> change) {
    Tables.INSTANCES
        .find(handle, task.scope(), task.id())
        .ifPresent(row -> write(handle, row, change));
  }

  /** Changes the row of that very instance; false if it is gone, whoever has its name now. */
  private static boolean change(
      Handle handle, Row<DBInstance, InstanceInternals> made, Consumer<DBInstance.Builder> change) {
    @Nullable Row<DBInstance, InstanceInternals> now =
        Tables.INSTANCES
            .find(handle, made.scope(), made.id())
            .filter(row -> row.shown().dbiResourceId().equals(made.shown().dbiResourceId()))
            .orElse(null);
    if (now != null) {
      write(handle, now, change);
    }
    return now != null;
  }

  /** An instance that is being deleted shows that until it is gone, or its deletion called off. */
  private static void write(
      Handle handle, Row<DBInstance, InstanceInternals> row, Consumer<DBInstance.Builder> change) {
    DBInstance.Builder builder = row.shown().toBuilder();
    change.accept(builder);
    if (row.shown().dbInstanceStatus().equals(Status.DELETING)) {
      builder.dbInstanceStatus(Status.DELETING);
    }
    Tables.INSTANCES.update(handle, row.show(builder.build()));
  }
}
