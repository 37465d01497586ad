package io.snapseal.rds.instance;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.MasterUser;
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
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What is done to instances behind the API: made, restored, started, removed. */
public final class InstanceTasks {
  public static final String START = "start";
  public static final String STOP = "stop";
  public static final String MODIFY = "modify";

  /** Statuses in which nothing starts an instance but the wish to. */
  private static final Set<String> REST = Set.of(Status.STOPPED, Status.INACCESSIBLE);

  /** The tasks after which an instance's server runs, if all goes well. */
  private static final Set<String> BRINGING =
      Set.of(Tasks.CREATE, Tasks.RESTORE, Tasks.REPLICATE, START);

  private final StateStore state;
  private final WorkList work;
  private final Hosts hosts;
  private final ShownInstances shownInstances;
  private final Openings openings;
  private final VolumeKeys volumeKeys;
  private final StorageGrants grants;
  private final InstanceBackups backups;
  private final Map<String, RegionPlace> places;
  private final Departures departures;

  public InstanceTasks(
      StateStore state,
      WorkList work,
      Hosts hosts,
      ShownInstances shownInstances,
      Openings openings,
      VolumeKeys volumeKeys,
      StorageGrants grants,
      InstanceBackups backups,
      Map<String, RegionPlace> places,
      Departures departures) {
    this.departures = departures;
    this.state = state;
    this.work = work;
    this.hosts = hosts;
    this.shownInstances = shownInstances;
    this.openings = openings;
    this.volumeKeys = volumeKeys;
    this.grants = grants;
    this.backups = backups;
    this.places = places;
  }

  /** Whether a task of an instance, by its name, is to bring its server up. */
  public static boolean bringsServer(String task) {
    return BRINGING.contains(task);
  }

  /** The handlers, by task. */
  public Map<Workers.Key, TaskHandler> handlers() {
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

  private void initialise(
      Task task, Row<DBInstance, InstanceInternals> row, Path data, TaskHandler.Hold hold) {
    MasterUser master =
        new MasterUser(
            row.shown().masterUsername(), Objects.requireNonNull(row.internal().masterVerifier()));
    openings
        .engine(row.shown())
        .initialise(data, master, Optional.ofNullable(row.internal().databaseName()));
  }

  private void restore(
      Task task, Row<DBInstance, InstanceInternals> row, Path data, TaskHandler.Hold hold) {
    RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
    Row<DBSnapshot, SnapshotInternals> snapshot =
        state.read(handle -> Tables.snapshot(handle, arn.scope(), arn.id()));
    BlockStore store = RegionPlace.of(places, row.scope()).store();
    boolean sealed = store.describe(snapshot.internal().storeId()).sealed();
    if (sealed != Boolean.TRUE.equals(row.shown().storageEncrypted())) {
      throw new IllegalStateException(
          "the stored snapshot of %s is %s, and the instance is not"
              .formatted(arn, sealed ? "encrypted" : "unencrypted"));
    }
    store.restore(
        snapshot.internal().storeId(),
        Optional.ofNullable(snapshot.internal().manifestDigest()),
        KeyAccess.of(volumeKeys.kms(row.scope())),
        data,
        bytes -> hold.stillWanted());
  }

  /** How a new instance's data directory is filled. */
  @FunctionalInterface
  public interface Filling {
    void fill(Task task, Row<DBInstance, InstanceInternals> row, Path data, TaskHandler.Hold hold)
        throws IOException;
  }

  /** Makes instances whose data come from elsewhere. */
  public TaskHandler making(Filling filling) {
    return new Making(filling);
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
      DatabaseEngine engine = openings.engine(shown);
      Map<String, String> parameters = openings.parameters(row);
      try (Openings.Wiped key = openings.key(row)) {
        DatabaseServer server =
            hosts.create(
                shown.dbiResourceId(),
                openings.files(row),
                engine,
                key.key(),
                shown.dbInstancePort(),
                Upstreams.of(places, row),
                parameters,
                data -> filling.fill(task, row, data, hold));
        return new Openings.Opened(server, parameters)
            .shown(task, shownInstances.created(row, engine.version(), server));
      }
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      shownInstances.failed(handle, task, failure);
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
      if (REST.contains(row.shown().dbInstanceStatus())) {
        throw new TaskCancelled(task); // it ended by itself just before it was stopped
      }
      try {
        Openings.Opened opened = openings.open(row);
        return opened.shown(
            task,
            shownInstances.available(row, openings.engine(row.shown()).version(), opened.server()));
      } catch (KmsException e) {
        if (!VolumeKeys.isRefusal(e)) {
          throw e; // the key is as good as before: the worker tries again
        }
        return handle -> shownInstances.inaccessible(handle, task);
      }
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      shownInstances.failed(handle, task, failure);
    }
  }

  /** Removes an instance, once its final snapshot is taken. */
  private final class Deleting implements TaskHandler {
    @Override
    public Ending run(Task task, Hold hold) throws IOException {
      Row<DBInstance, InstanceInternals> row = row(task);
      requireNothingNeedsIt(task, row.shown().dbInstanceArn());
      hosts.remove(row.shown().dbiResourceId(), openings.files(row));
      grants.retire(row.scope(), row.shown().kmsKeyId(), row.internal().grantId());
      return handle -> {
        backups.end(handle, row);
        Tables.INSTANCES.delete(handle, task.scope(), task.id());
        departures.gone(handle, row);
        shownInstances.deleted(handle, row);
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
