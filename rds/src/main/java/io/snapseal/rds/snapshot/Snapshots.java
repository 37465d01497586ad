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
import io.snapseal.state.StateStore;
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
  private final SnapshotRows<DBSnapshot> rows;
  private final NewSnapshots newSnapshots;

  public Snapshots(StateStore state, SnapshotRows<DBSnapshot> rows, NewSnapshots newSnapshots) {
    this.state = state;
    this.rows = rows;
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
          rows.insert(handle, row, Tasks.CREATE, instance.shown().dbInstanceArn());
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
    rows.insert(handle, row, Tasks.CREATE, instance.shown().dbInstanceArn());
  }

  /**
   * Adds an automated snapshot of an available instance, once for each minute (RDS user guide,
   * "Working with backups").
   */
  public void addAutomated(Handle handle, Row<DBInstance, InstanceInternals> instance) {
    Row<DBSnapshot, SnapshotInternals> row =
        newSnapshots.automated(instance, tagsOf(instance.shown(), List.of()));
    if (Tables.SNAPSHOTS.find(handle, row.scope(), row.id()).isEmpty()) {
      rows.insert(handle, row, Tasks.CREATE, instance.shown().dbInstanceArn());
      Tables.INSTANCES.update(
          handle,
          instance.show(instance.shown().toBuilder().dbInstanceStatus(Status.BACKING_UP).build()));
    }
  }

  public DBSnapshot delete(Caller caller, DeleteDbSnapshotRequest request) {
    return rows.delete(
        caller.scope(), RdsFaults.required(request.dbSnapshotIdentifier(), "DBSnapshotIdentifier"));
  }

  private static List<Tag> tagsOf(DBInstance instance, List<Tag> given) {
    return Tags.ofCopy(
        instance.tagList(), Boolean.TRUE.equals(instance.copyTagsToSnapshot()), given);
  }
}
