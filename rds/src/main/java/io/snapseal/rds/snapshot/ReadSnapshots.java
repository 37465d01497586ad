package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The snapshots that copies and restores read: found by whoever may, available, and still the same
 * when the work is stored.
 *
 * @param kind which kind they are of
 * @param unavailable what is said of one that is not available, given its identifier
 */
public record ReadSnapshots<T extends SdkPojo>(SnapshotKind<T> kind, String unavailable) {
  /** The snapshot of that ARN, for an account, or AWS's fault. */
  public Row<T, SnapshotInternals> find(Handle handle, Scope own, RdsArn arn) {
    Row<T, SnapshotInternals> row = Shares.usable(kind, handle, own, arn);
    if (!kind.facts(row).status().equals(Status.AVAILABLE)) {
      throw kind.state(unavailable.formatted(row.id()));
    }
    return row;
  }

  /**
   * Since it was looked at, its name may have been given to another snapshot, of another key, or
   * its owner may share it no longer.
   */
  public void requireUnchanged(Handle handle, Scope own, Row<T, SnapshotInternals> seen) {
    Row<T, SnapshotInternals> now = find(handle, own, kind.arn(seen.scope(), seen.id()));
    if (!now.internal().storeId().equals(seen.internal().storeId())) {
      throw kind.notFound(seen.id());
    }
  }
}
