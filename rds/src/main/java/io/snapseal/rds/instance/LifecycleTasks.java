package io.snapseal.rds.instance;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.MasterUser;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Workers;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** What is done to instances that have run: stopped, modified, their keys checked. */
public final class LifecycleTasks {
  static final String CHECK_KEY = "check-key";

  /** Statuses in which an instance's volume is open, and nothing is about to close it. */
  static final Set<String> WATCHED =
      Set.of(
          Status.AVAILABLE,
          Status.BACKING_UP,
          Status.MODIFYING,
          Status.RENAMING,
          Status.RESETTING,
          Status.UPGRADING);

  private static final Logger LOG = LoggerFactory.getLogger(LifecycleTasks.class);

  private final StateStore state;
  private final WorkList work;
  private final Hosts hosts;
  private final Openings openings;
  private final ShownInstances shownInstances;
  private final InstanceBackups backups;
  private final Clock clock;

  public LifecycleTasks(
      StateStore state,
      WorkList work,
      Hosts hosts,
      Openings openings,
      ShownInstances shownInstances,
      InstanceBackups backups,
      Clock clock) {
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.openings = openings;
    this.shownInstances = shownInstances;
    this.backups = backups;
    this.clock = clock;
  }

  /** The handlers, by task. */
  public Map<Workers.Key, TaskHandler> handlers() {
    String kind = Tables.INSTANCES.kind();
    return Map.of(
        new Workers.Key(kind, InstanceTasks.STOP), new Stopping(),
        new Workers.Key(kind, InstanceTasks.MODIFY), new Modifying(),
        new Workers.Key(kind, CHECK_KEY), new CheckingKey());
  }

  private Row<DBInstance, InstanceInternals> row(Task task) {
    return state
        .read(handle -> Tables.INSTANCES.find(handle, task.scope(), task.id()))
        .orElseThrow(() -> new TaskHandler.TaskCancelled(task));
  }

  private boolean isNeeded(Row<DBInstance, InstanceInternals> row) {
    return state.read(handle -> work.needed(handle, row.shown().dbInstanceArn()));
  }

  private boolean isStarting(Task task) {
    return state
        .read(handle -> work.pending(handle, task.kind(), task.scope(), task.id()))
        .contains(InstanceTasks.START);
  }

  /** Ends an instance's server and closes its volume, once the snapshot before that is taken. */
  private final class Stopping implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) {
      Row<DBInstance, InstanceInternals> row = row(task);
      if (!row.shown().dbInstanceStatus().equals(Status.STOPPING)) {
        throw new TaskCancelled(task);
      }
      if (isNeeded(row)) {
        throw new TaskPostponed("the snapshot before the stop is being taken");
      }
      openings.close(row);
      return handle ->
          Tables.INSTANCES
              .find(handle, task.scope(), task.id())
              .filter(now -> now.shown().dbInstanceStatus().equals(Status.STOPPING))
              .ifPresent(
                  now -> {
                    Tables.INSTANCES.update(handle, stopped(now));
                    shownInstances.stopped(handle, now);
                  });
    }

    private Row<DBInstance, InstanceInternals> stopped(Row<DBInstance, InstanceInternals> row) {
      return row.show(row.shown().toBuilder().dbInstanceStatus(Status.STOPPED).build())
          .keep(row.internal().at(row.internal().life().stopped(clock.instant())));
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      throw new IllegalStateException("a stop is tried until it is done", failure);
    }

    @Override
    public boolean persistent() {
      return true;
    }
  }

  /** Makes pending modifications. */
  private final class Modifying implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBInstance, InstanceInternals> row = row(task);
      if (row.shown().dbInstanceStatus().equals(Status.DELETING)) {
        throw new TaskCancelled(task);
      }
      if (isNeeded(row) || isStarting(task)) {
        throw new TaskPostponed("the instance is being backed up, or started");
      }
      PendingModifiedValues all = Changes.pending(row.shown());
      PendingModifiedValues changes =
          task.detail().equals(Modifications.ALL) ? all : Changes.soon(all);
      Optional<DatabaseServer> running = hosts.server(row.shown().dbiResourceId());
      if (running.isPresent() && !Changes.needRestart(changes)) {
        setPassword(row, changes, running.get());
        return handle -> made(handle, task, changes, again -> {});
      }
      return restarted(task, row, changes);
    }

    private Ending restarted(
        Task task, Row<DBInstance, InstanceInternals> row, PendingModifiedValues changes)
        throws IOException {
      try {
        Row<DBInstance, InstanceInternals> target = Changes.made(row, changes);
        DatabaseEngine engine = openings.engine(target.shown());
        Openings.Opened opened = openings.open(target);
        DatabaseServer server = opened.server();
        setPassword(row, changes, server);
        Ending available =
            opened.shown(task, shownInstances.available(row, engine.version(), server));
        return handle -> made(handle, task, changes, available);
      } catch (KmsException e) {
        if (!VolumeKeys.isRefusal(e)) {
          throw e;
        }
        return handle -> {
          settle(handle, task);
          shownInstances.inaccessible(handle, task);
        };
      }
    }

    private static void setPassword(
        Row<DBInstance, InstanceInternals> row,
        PendingModifiedValues changes,
        DatabaseServer server) {
      if (changes.masterUserPassword() != null) {
        server.setMaster(
            new MasterUser(
                row.shown().masterUsername(),
                Objects.requireNonNull(row.internal().masterVerifier())));
      }
    }

    /** In one transaction: whoever deletes the instance meanwhile finds it under one name. */
    private void made(Handle handle, Task task, PendingModifiedValues changes, Ending available) {
      Row<DBInstance, InstanceInternals> now = Tables.instance(handle, task.scope(), task.id());
      if (now.shown().dbInstanceStatus().equals(Status.DELETING)) {
        return;
      }
      boolean backsUp = Changes.backsUp(now.shown());
      Row<DBInstance, InstanceInternals> changed =
          shown(Changes.made(now, free(handle, now, changes)), Status.AVAILABLE);
      if (changed.id().equals(now.id())) {
        Tables.INSTANCES.update(handle, changed);
      } else {
        Tables.INSTANCES.delete(handle, now.scope(), now.id());
        Tables.INSTANCES.insert(handle, changed);
      }
      available.write(handle);
      shownInstances.modified(handle, now, changed, changes);
      if (!backsUp) {
        backups.begin(handle, Tables.instance(handle, changed.scope(), changed.id()));
      }
    }

    /** A name that was given to another instance meanwhile is not taken from it. */
    private static PendingModifiedValues free(
        Handle handle, Row<DBInstance, InstanceInternals> row, PendingModifiedValues changes) {
      String id = changes.dbInstanceIdentifier();
      boolean taken = id != null && Tables.INSTANCES.find(handle, row.scope(), id).isPresent();
      if (taken) {
        LOG.warn("{} keeps its name: {} is another instance by now", row.id(), id);
      }
      return taken ? changes.toBuilder().dbInstanceIdentifier(null).build() : changes;
    }

    /** Nothing is lost: the instance is started as it was. */
    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      Tables.INSTANCES
          .find(handle, task.scope(), task.id())
          .filter(row -> !row.shown().dbInstanceStatus().equals(Status.DELETING))
          .ifPresent(
              row -> {
                Tables.INSTANCES.update(handle, shown(Changes.dropped(row), Status.STARTING));
                work.add(
                    handle, Task.of(task.kind(), task.scope(), task.id(), InstanceTasks.START, ""));
              });
    }

    private static void settle(Handle handle, Task task) {
      Tables.INSTANCES
          .find(handle, task.scope(), task.id())
          .filter(row -> !row.shown().dbInstanceStatus().equals(Status.DELETING))
          .ifPresent(row -> Tables.INSTANCES.update(handle, shown(row, Status.STARTING)));
    }

    private static Row<DBInstance, InstanceInternals> shown(
        Row<DBInstance, InstanceInternals> row, String status) {
      return row.show(row.shown().toBuilder().dbInstanceStatus(status).build());
    }
  }

  /**
   * Asks KMS to open an instance's volume key, as RDS does from time to time, by the instance's own
   * grant. If KMS refuses, the server is stopped and the volume closed.
   */
  private final class CheckingKey implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) {
      Row<DBInstance, InstanceInternals> row = row(task);
      if (!WATCHED.contains(row.shown().dbInstanceStatus()) || opens(row)) {
        return handle -> {};
      }
      openings.close(row);
      return handle -> shownInstances.inaccessible(handle, task);
    }

    private boolean opens(Row<DBInstance, InstanceInternals> row) {
      try (Openings.Wiped key = openings.key(row)) {
        return true;
      } catch (KmsException e) {
        if (e.isThrottlingException()) {
          throw e; // the worker asks again
        }
        LOG.warn("the KMS key of {} does not open its storage: {}", row.id(), e.getMessage());
        return !VolumeKeys.isRefusal(e);
      }
    }

    /** Its volume may be in use by a snapshot for a moment more. */
    @Override
    public boolean persistent() {
      return true;
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      throw new IllegalStateException("a key is checked until that is done", failure);
    }
  }
}
