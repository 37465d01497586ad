package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** DB snapshots of instances: taking, showing and deleting them. Copies are {@link Copies}. */
final class Snapshots {
  private static final Filters<DBSnapshot> FILTERS =
      new Filters<>(
          Map.of(
              "db-instance-id", item -> List.of(item.dbInstanceIdentifier()),
              "db-snapshot-id", item -> List.of(item.dbSnapshotIdentifier()),
              "dbi-resource-id", item -> List.of(item.dbiResourceId()),
              "snapshot-type", item -> List.of(item.snapshotType()),
              "engine", item -> List.of(item.engine())));
  private static final List<String> TYPES =
      List.of("automated", "manual", "shared", "public", "awsbackup");

  private final StateStore state;
  private final WorkList work;
  private final NewSnapshots newSnapshots;

  Snapshots(StateStore state, WorkList work, NewSnapshots newSnapshots) {
    this.state = state;
    this.work = work;
    this.newSnapshots = newSnapshots;
  }

  DBSnapshot create(Caller caller, CreateDbSnapshotRequest request) {
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
  void addFinal(Handle handle, Row<DBInstance, InstanceInternals> instance, String givenId) {
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

  DescribeDbSnapshotsResponse describe(Caller caller, DescribeDbSnapshotsRequest request) {
    requireKnownType(request.snapshotType());
    Predicate<DBSnapshot> wanted =
        FILTERS
            .of(request.filters())
            .and(item -> is(request.snapshotType(), item.snapshotType()))
            .and(item -> is(request.dbInstanceIdentifier(), item.dbInstanceIdentifier()))
            .and(item -> is(request.dbiResourceId(), item.dbiResourceId()));
    Page<DBSnapshot> page =
        Page.of(
            all(caller, request.dbSnapshotIdentifier()).stream().filter(wanted).toList(),
            DBSnapshot::dbSnapshotIdentifier,
            request.marker(),
            Lists.size(request.maxRecords()),
            Lists::invalidMarker);
    return DescribeDbSnapshotsResponse.builder()
        .dbSnapshots(page.items())
        .marker(page.next())
        .build();
  }

  /**
   * Deletes a snapshot; while it is still being copied this cancels the copy (RDS API reference,
   * {@code CopyDBSnapshot}). The row goes at once, its bytes with the task.
   */
  DBSnapshot delete(Caller caller, DeleteDbSnapshotRequest request) {
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

  private List<DBSnapshot> all(Caller caller, @Nullable String id) {
    Scope scope = scope(caller);
    return state.read(
        handle ->
            id == null
                ? Tables.SNAPSHOTS.list(handle, scope).stream().map(Row::shown).toList()
                : List.of(Tables.snapshotNamed(handle, scope, id).shown()));
  }

  private static List<Tag> tagsOf(DBInstance instance, List<Tag> given) {
    return Tags.ofCopy(
        instance.tagList(), Boolean.TRUE.equals(instance.copyTagsToSnapshot()), given);
  }

  private static void requireKnownType(@Nullable String type) {
    if (type != null && !TYPES.contains(type)) {
      throw RdsFaults.invalidValue("Unsupported snapshot type: " + type);
    }
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equalsIgnoreCase(actual);
  }

  private static Scope scope(Caller caller) {
    return new Scope(caller.account(), caller.region());
  }
}
