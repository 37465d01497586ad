package io.snapseal.rds.replica;

import io.snapseal.engine.BackupCopy;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.Replication;
import io.snapseal.rds.instance.Engines;
import io.snapseal.rds.instance.Hosts;
import io.snapseal.rds.instance.InstanceTasks;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.ReplicaOf;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Tasks;
import io.snapseal.rds.task.Workers;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;

/** What is done to read replicas behind the API: made, promoted. */
public final class ReplicaTasks {

  static final String PROMOTE = "promote";

  /** Statuses in which an instance has a server, or is about to. */
  private static final Set<String> COMING =
      Set.of(Status.AVAILABLE, Status.BACKING_UP, Status.MODIFYING, Status.STARTING);

  private final StateStore state;
  private final WorkList work;
  private final Hosts hosts;
  private final Engines engines;
  private final InstanceTasks instances;
  private final Runnable news;

  /**
   * @param news is told that there is a replica more
   */
  public ReplicaTasks(
      StateStore state,
      WorkList work,
      Hosts hosts,
      Engines engines,
      InstanceTasks instances,
      Runnable news) {
    this.news = news;
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.engines = engines;
    this.instances = instances;
  }

  /** The handlers, by task. */
  public Map<Workers.Key, TaskHandler> handlers() {
    String kind = Tables.INSTANCES.kind();
    return Map.of(
        new Workers.Key(kind, Tasks.REPLICATE), new Replicating(instances.making(this::copy)),
        new Workers.Key(kind, PROMOTE), new Promoting());
  }

  /** Has a replica promoted, in a transaction. */
  static Row<DBInstance, InstanceInternals> promoting(
      Handle handle, WorkList work, Row<DBInstance, InstanceInternals> replica) {
    Row<DBInstance, InstanceInternals> changed =
        replica.show(replica.shown().toBuilder().dbInstanceStatus(Status.MODIFYING).build());
    Tables.INSTANCES.update(handle, changed);
    work.add(handle, Task.of(Tables.INSTANCES.kind(), replica.scope(), replica.id(), PROMOTE, ""));
    return changed;
  }

  private Row<DBInstance, InstanceInternals> row(Task task) {
    return state
        .read(handle -> Tables.INSTANCES.find(handle, task.scope(), task.id()))
        .orElseThrow(() -> new TaskHandler.TaskCancelled(task));
  }

  private static Replication replication(DatabaseServer server) {
    return server
        .replication()
        .orElseThrow(
            () -> new EngineException("this engine has no read replicas here", null, null));
  }

  /** A server is waited for unless its instance's status says that nothing will bring it. */
  private DatabaseServer running(Row<DBInstance, InstanceInternals> row) {
    Optional<DatabaseServer> server = hosts.server(row.shown().dbiResourceId());
    if (server.isEmpty() && COMING.contains(row.shown().dbInstanceStatus())) {
      throw new TaskHandler.TaskPostponed(row.id() + " is starting");
    }
    return server.orElseThrow(
        () -> new EngineException("the instance " + row.id() + " does not run", null, null));
  }

  private DatabaseServer source(Row<DBInstance, InstanceInternals> replica) {
    return running(
        state
            .read(handle -> ReplicaSources.sourceOf(handle, replica))
            .orElseThrow(() -> new EngineException("the source DB instance is gone", null, null)));
  }

  /** The source keeps its log from before the copy begins until the replica has got it. */
  private void copy(
      Task task, Row<DBInstance, InstanceInternals> row, Path data, TaskHandler.Hold hold)
      throws IOException {
    DatabaseServer source = source(row);
    String name = ReplicaOf.name(row.shown().dbiResourceId());
    replication(source).keepFor(name);
    try (HotBackup backup = source.beginBackup(name)) {
      BackupCopy.make(backup, data, hold::stillWanted);
    }
    engines
        .opening(row.shown().engine(), row.shown().engineVersion(), Simulated.is(row.shown()))
        .makeReplica(data);
  }

  /** Makes a replica, from its source as it runs. */
  private final class Replicating implements TaskHandler {
    private final TaskHandler making;

    Replicating(TaskHandler making) {
      this.making = making;
    }

    @Override
    public Ending run(Task task, Hold hold) throws Exception {
      Row<DBInstance, InstanceInternals> row = row(task);
      DatabaseServer source = source(row);
      news.run();
      try {
        return making.run(task, hold);
      } catch (EngineException e) {
        if (!source.isRunning()) {
          throw new TaskPostponed("the source has ended");
        }
        throw e;
      }
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      making.failed(handle, task, failure);
    }
  }

  /**
   * Makes a replica an instance of its own. Its server decides whether that has happened; the rows
   * follow.
   */
  private final class Promoting implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) {
      Row<DBInstance, InstanceInternals> row = row(task);
      if (state.read(handle -> work.needed(handle, row.shown().dbInstanceArn()))) {
        throw new TaskPostponed("a snapshot of the replica is being taken");
      }
      promote(row);
      return handle -> {
        Tables.INSTANCES.find(handle, task.scope(), task.id()).ifPresent(now -> own(handle, now));
      };
    }

    /** A server that ends meanwhile is waited for, and asked again. */
    private void promote(Row<DBInstance, InstanceInternals> row) {
      DatabaseServer server = running(row);
      try {
        replication(server).promote();
      } catch (EngineException e) {
        if (!server.isRunning()) {
          throw new TaskPostponed(row.id() + " has ended");
        }
        throw e;
      }
    }

    /** It stays a replica; it may be promoted again once it runs. */
    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      Tables.INSTANCES
          .find(handle, task.scope(), task.id())
          .filter(row -> row.shown().dbInstanceStatus().equals(Status.MODIFYING))
          .ifPresent(
              row ->
                  Tables.INSTANCES.update(
                      handle,
                      row.show(
                          row.shown().toBuilder()
                              .dbInstanceStatus(
                                  hosts.server(row.shown().dbiResourceId()).isPresent()
                                      ? Status.AVAILABLE
                                      : Status.FAILED)
                              .build())));
    }
  }

  private static void own(Handle handle, Row<DBInstance, InstanceInternals> replica) {
    Optional<Row<DBInstance, InstanceInternals>> source = ReplicaSources.sourceOf(handle, replica);
    DBInstance.Builder shown =
        replica.shown().toBuilder()
            .readReplicaSourceDBInstanceIdentifier(null)
            .statusInfos((@Nullable Collection<DBInstanceStatusInfo>) null);
    if (replica.shown().dbInstanceStatus().equals(Status.MODIFYING)) {
      shown.dbInstanceStatus(Status.AVAILABLE);
    }
    Tables.INSTANCES.update(
        handle, replica.show(shown.build()).keep(replica.internal().withReplicaOf(null)));
    source.ifPresent(row -> ReplicaNames.list(handle, row));
  }
}
