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
  private final SnapshotChanges<T> changes;

  public SnapshotRows(
      SnapshotKind<T> kind, StateStore state, WorkList work, SnapshotChanges<T> changes) {
    this.kind = kind;
    this.state = state;
    this.work = work;
    this.changes = changes;
  }

  /** Stores a new snapshot with the task that makes it, which needs what the ARN names. */
  public void insert(Handle handle, Row<T, SnapshotInternals> row, String task, String neededArn) {
    insert(handle, row);
    work.add(handle, Task.of(kind.table().kind(), row.scope(), row.id(), task, neededArn));
  }

  /** Stores a new snapshot that is made while its caller waits. */
  public void insert(Handle handle, Row<T, SnapshotInternals> row) {
    if (kind.table().find(handle, row.scope(), row.id()).isPresent()) {
      throw kind.exists(row.id());
    }
    changes.beginning(handle, row);
    kind.table().insert(handle, row);
  }

  /** Tells that a snapshot which {@link #insert(Handle, Row)} began is whole. */
  public void made(Handle handle, Row<T, SnapshotInternals> row) {
    changes.taken(handle, row);
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
    changes.deleted(handle, row);
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

  /** Removes a snapshot that is whole or has failed, and that no copy or restore is reading. */
  public void removeUnlessRead(Handle handle, Row<T, SnapshotInternals> row) {
    SnapshotFacts facts = kind.facts(row);
    if (!facts.status().equals(Status.CREATING) && !work.needed(handle, facts.arn())) {
      remove(handle, row);
    }
  }

  /** Whether something is still to be done for a snapshot. */
  public boolean isPending(Handle handle, Row<T, SnapshotInternals> row) {
    return !work.pending(handle, kind.table().kind(), row.scope(), row.id()).isEmpty();
  }

  private void requireDeletable(Handle handle, Row<T, SnapshotInternals> row) {
    SnapshotFacts facts = kind.facts(row);
    if (facts.type().equals(NewSnapshots.AUTOMATED)) {
      throw kind.state("Automated snapshots cannot be deleted.");
    }
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
