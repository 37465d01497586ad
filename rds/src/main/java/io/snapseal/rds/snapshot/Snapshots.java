package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.instance.Instances;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.resource.Tags;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** DB snapshots of instances: taking and deleting them. Copies are {@link Copies}. */
public final class Snapshots {
  private final StateStore state;
  private final WorkList work;
  private final NewSnapshots newSnapshots;

  public Snapshots(StateStore state, WorkList work, NewSnapshots newSnapshots) {
    this.state = state;
    this.work = work;
    this.newSnapshots = newSnapshots;
  }

  public DBSnapshot create(Caller caller, CreateDbSnapshotRequest request) {
    String id = Identifiers.newSnapshot(request.dbSnapshotIdentifier(), "DBSnapshotIdentifier");
    return state.write(
        handle -> {
          Row<DBInstance, InstanceInternals> instance =
              Instances.named(handle, caller, request.dbInstanceIdentifier());
          if (!instance.shown().dbInstanceStatus().equals(Status.AVAILABLE)) {
            throw RdsFaults.instanceState(
                "Cannot create a snapshot because the database instance "
                    + instance.id()
                    + " is not currently in the available state.");
          }
          Row<DBSnapshot, SnapshotInternals> row =
              newSnapshots.of(id, instance, tagsOf(instance.shown(), request.tags()));
          insert(handle, row, Tasks.CREATE, instance.shown().dbInstanceArn());
          Tables.INSTANCES.update(
              handle,
              instance.show(
                  instance.shown().toBuilder().dbInstanceStatus(Status.BACKING_UP).build()));
          return row.shown();
        });
  }

  /**
   * Adds the snapshot that an instance leaves behind, in the transaction that deletes the instance.
   */
  public void addFinal(Handle handle, Row<DBInstance, InstanceInternals> instance, String givenId) {
    String id = Identifiers.newSnapshot(givenId, "FinalDBSnapshotIdentifier");
    Row<DBSnapshot, SnapshotInternals> row =
        newSnapshots.of(id, instance, tagsOf(instance.shown(), List.of()));
    insert(handle, row, Tasks.CREATE, instance.shown().dbInstanceArn());
  }

  /** Stores a new snapshot with the task that makes it, which needs what the ARN names. */
  void insert(
      Handle handle, Row<DBSnapshot, SnapshotInternals> row, String task, String neededArn) {
    if (!Tables.SNAPSHOTS.insert(handle, row)) {
      throw RdsFaults.snapshotExists(row.id());
    }
    work.add(handle, Task.of(Tables.SNAPSHOTS.kind(), row.scope(), row.id(), task, neededArn));
  }

  /**
   * Deletes a snapshot; while it is still being copied this cancels the copy (RDS API reference,
   * {@code CopyDBSnapshot}). The row goes at once, its bytes with the task.
   */
  public DBSnapshot delete(Caller caller, DeleteDbSnapshotRequest request) {
    return state.write(
        handle -> {
          Row<DBSnapshot, SnapshotInternals> row =
              Tables.snapshot(
                  handle,
                  scope(caller),
                  RdsFaults.required(request.dbSnapshotIdentifier(), "DBSnapshotIdentifier"));
          requireDeletable(handle, row.shown());
          Tables.SNAPSHOTS.delete(handle, row.scope(), row.id());
          work.cancel(handle, Tables.SNAPSHOTS.kind(), row.scope(), row.id());
          work.add(
              handle,
              Task.of(
                  StoredSnapshots.KIND,
                  row.scope(),
                  row.internal().storeId(),
                  Tasks.DELETE,
                  StoredSnapshots.granted(row)));
          return row.shown().toBuilder().status("deleted").build();
        });
  }

  private void requireDeletable(Handle handle, DBSnapshot snapshot) {
    if (snapshot.status().equals(Status.CREATING)) {
      throw RdsFaults.snapshotState(
          "Cannot delete the snapshot because it is not currently in the available state.");
    }
    if (work.needed(handle, snapshot.dbSnapshotArn())) {
      throw RdsFaults.snapshotState(
          "Cannot delete the snapshot %s because a copy or a restore is reading it."
              .formatted(snapshot.dbSnapshotIdentifier()));
    }
  }

  private static List<Tag> tagsOf(DBInstance instance, List<Tag> given) {
    return Tags.ofCopy(
        instance.tagList(), Boolean.TRUE.equals(instance.copyTagsToSnapshot()), given);
  }

  private static Scope scope(Caller caller) {
    return new Scope(caller.account(), caller.region());
  }
}
