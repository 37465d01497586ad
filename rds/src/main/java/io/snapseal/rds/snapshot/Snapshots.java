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
  /** What the names of automated snapshots begin with, and no name that a person gives. */
  public static final String AUTOMATED_PREFIX = "rds:";

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

  /**
   * Adds an automated snapshot of an available instance, once for each minute (RDS user guide,
   * "Working with backups").
   */
  public void addAutomated(Handle handle, Row<DBInstance, InstanceInternals> instance) {
    Row<DBSnapshot, SnapshotInternals> row =
        newSnapshots.automated(instance, tagsOf(instance.shown(), List.of()));
    if (Tables.SNAPSHOTS.find(handle, row.scope(), row.id()).isEmpty()) {
      insert(handle, row, Tasks.CREATE, instance.shown().dbInstanceArn());
      Tables.INSTANCES.update(
          handle,
          instance.show(instance.shown().toBuilder().dbInstanceStatus(Status.BACKING_UP).build()));
    }
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
          remove(handle, row);
          return row.shown().toBuilder().status("deleted").build();
        });
  }

  private void remove(Handle handle, Row<DBSnapshot, SnapshotInternals> row) {
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
  }

  /** Removes a snapshot that is whole or has failed, and that no copy or restore is reading. */
  public void removeUnlessRead(Handle handle, Row<DBSnapshot, SnapshotInternals> row) {
    if (!row.shown().status().equals(Status.CREATING)
        && !work.needed(handle, row.shown().dbSnapshotArn())) {
      remove(handle, row);
    }
  }

  private void requireDeletable(Handle handle, DBSnapshot snapshot) {
    if (snapshot.snapshotType().equals(NewSnapshots.AUTOMATED)) {
      throw RdsFaults.snapshotState("Automated snapshots cannot be deleted.");
    }
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
