package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.core.SdkPojo;

/** How rows of snapshots of one kind come and go, with the work that this makes. */
public final class SnapshotRows<T extends SdkPojo> {
  private final SnapshotKind<T> kind;
  private final StateStore state;
  private final WorkList work;

  public SnapshotRows(SnapshotKind<T> kind, StateStore state, WorkList work) {
    this.kind = kind;
    this.state = state;
    this.work = work;
  }

  /** Stores a new snapshot with the task that makes it, which needs what the ARN names. */
  public void insert(Handle handle, Row<T, SnapshotInternals> row, String task, String neededArn) {
    if (!kind.table().insert(handle, row)) {
      throw kind.exists(row.id());
    }
    work.add(handle, Task.of(kind.table().kind(), row.scope(), row.id(), task, neededArn));
  }

  /**
   * Deletes a snapshot; while it is still being copied this cancels the copy (RDS API reference,
   * {@code CopyDBSnapshot}). The row goes at once, its bytes with the task.
   */
  public T delete(Scope scope, String id) {
    return state.write(
        handle -> {
          Row<T, SnapshotInternals> row = kind.row(handle, scope, Identifiers.stored(id));
          requireDeletable(handle, row);
          remove(handle, row);
          return kind.withStatus(row.shown(), "deleted");
        });
  }

  /** Removes a snapshot's row; its bytes and its grant go with a task. */
  public void remove(Handle handle, Row<T, SnapshotInternals> row) {
    kind.table().delete(handle, row.scope(), row.id());
    work.cancel(handle, kind.table().kind(), row.scope(), row.id());
    work.add(
        handle,
        Task.of(
            StoredSnapshots.KIND,
            row.scope(),
            row.internal().storeId(),
            Tasks.DELETE,
            StoredSnapshots.granted(kind.facts(row), row.internal())));
  }

  /** Whether something is still to be done for a snapshot. */
  public boolean isPending(Handle handle, Row<T, SnapshotInternals> row) {
    return !work.pending(handle, kind.table().kind(), row.scope(), row.id()).isEmpty();
  }

  private void requireDeletable(Handle handle, Row<T, SnapshotInternals> row) {
    SnapshotFacts facts = kind.facts(row);
    if (facts.status().equals(Status.CREATING)) {
      throw kind.state(
          "Cannot delete the snapshot because it is not currently in the available state.");
    }
    if (work.needed(handle, facts.arn())) {
      throw kind.state(
          "Cannot delete the snapshot %s because a copy or a restore is reading it."
              .formatted(row.id()));
    }
  }
}
