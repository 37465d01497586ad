package io.snapseal.rds.cluster;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.MasterUser;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Tasks;
import io.snapseal.rds.task.Workers;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** What is done to clusters behind the API: made, restored, started, stopped, removed. */
final class ClusterTasks {
  static final String START = "start";
  static final String STOP = "stop";

  private final StateStore state;
  private final WorkList work;
  private final ClusterHosts hosts;
  private final ShownClusters shownClusters;
  private final RestoredClusters restoredClusters;
  private final StorageGrants grants;

  ClusterTasks(
      StateStore state,
      WorkList work,
      ClusterHosts hosts,
      ShownClusters shownClusters,
      RestoredClusters restoredClusters,
      StorageGrants grants) {
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.shownClusters = shownClusters;
    this.restoredClusters = restoredClusters;
    this.grants = grants;
  }

  /** The handlers, by task. */
  Map<Workers.Key, TaskHandler> handlers() {
    String kind = ClusterTables.CLUSTERS.kind();
    return Map.of(
        new Workers.Key(kind, Tasks.CREATE), new Making(this::initialise),
        new Workers.Key(kind, Tasks.RESTORE), new Making(restoredClusters::fill),
        new Workers.Key(kind, START), new Starting(),
        new Workers.Key(kind, STOP), new Stopping(),
        new Workers.Key(kind, Tasks.DELETE), new Deleting());
  }

  private Row<DBCluster, ClusterInternals> row(Task task) {
    return state
        .read(handle -> ClusterTables.CLUSTERS.find(handle, task.scope(), task.id()))
        .orElseThrow(() -> new TaskHandler.TaskCancelled(task));
  }

  private void initialise(
      Task task, Row<DBCluster, ClusterInternals> row, Path data, TaskHandler.Hold hold) {
    MasterUser master =
        new MasterUser(
            row.shown().masterUsername(), Objects.requireNonNull(row.internal().masterVerifier()));
    hosts
        .engine(row.shown())
        .initialise(data, master, Optional.ofNullable(row.shown().databaseName()));
  }

  /** How a new cluster's data directory is filled. */
  @FunctionalInterface
  interface Filling {
    void fill(Task task, Row<DBCluster, ClusterInternals> row, Path data, TaskHandler.Hold hold);
  }

  /** Makes a cluster: a volume, its data, a running server. Begun anew whenever it is repeated. */
  private final class Making implements TaskHandler {
    private final Filling filling;

    Making(Filling filling) {
      this.filling = filling;
    }

    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBCluster, ClusterInternals> row = withVolumeKey(row(task));
      DatabaseServer server = hosts.make(row, data -> filling.fill(task, row, data, hold));
      return shownClusters.created(row, hosts.engine(row.shown()).version(), server);
    }

    /** The wrapped key is durable before anything is encrypted under it. */
    private Row<DBCluster, ClusterInternals> withVolumeKey(Row<DBCluster, ClusterInternals> row) {
      Optional<String> wrapped = hosts.newVolumeKey(row);
      if (wrapped.isEmpty()) {
        return row;
      }
      return state.write(
          handle -> {
            Row<DBCluster, ClusterInternals> now = ClusterRows.now(handle, row).orElse(row);
            Row<DBCluster, ClusterInternals> changed =
                now.keep(now.internal().withVolumeKey(wrapped.get()));
            ClusterTables.CLUSTERS.update(handle, changed);
            return changed;
          });
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      shownClusters.failed(handle, task);
    }
  }

  /** Starts a cluster's server again: it was stopped, or this node or the server had ended. */
  private final class Starting implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBCluster, ClusterInternals> row = row(task);
      if (row.shown().status().equals(Status.STOPPED)) {
        throw new TaskCancelled(task); // it ended by itself just before it was stopped
      }
      try {
        DatabaseServer server = hosts.start(row);
        return shownClusters.started(row, hosts.engine(row.shown()).version(), server);
      } catch (KmsException e) {
        if (!VolumeKeys.isRefusal(e)) {
          throw e; // the key is as good as before: the worker tries again
        }
        return handle -> shownClusters.inaccessible(handle, row);
      }
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      shownClusters.failed(handle, task);
    }
  }

  private final class Stopping implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) {
      Row<DBCluster, ClusterInternals> row = row(task);
      hosts.end(row);
      return handle -> shownClusters.stopped(handle, row);
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

  /** Removes a cluster, once its final snapshot is taken. */
  private final class Deleting implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBCluster, ClusterInternals> row = row(task);
      requireNothingNeedsIt(task, row.shown().dbClusterArn());
      hosts.remove(row);
      grants.retire(row.scope(), row.shown().kmsKeyId(), row.internal().grantId());
      return handle -> {
        ClusterTables.CLUSTERS.delete(handle, task.scope(), task.id());
        shownClusters.deleted(handle, row);
        work.cancel(handle, task.kind(), task.scope(), task.id());
      };
    }

    /**
     * The final snapshot calls the deletion off if it fails: that must have been decided, in the
     * transaction that also says that this task is still wanted.
     */
    private void requireNothingNeedsIt(Task task, String arn) {
      boolean needed =
          state.write(
              handle -> {
                if (!work.renew(handle, task)) {
                  throw new TaskCancelled(task);
                }
                return work.needed(handle, arn);
              });
      if (needed) {
        throw new TaskPostponed("the final snapshot is being taken");
      }
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
