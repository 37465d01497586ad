package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.core.SdkPojo;

/** Snapshots that are to be copied: whether they can be, and whether the caller may read them. */
public final class Sources<T extends SdkPojo> {
  private final SnapshotKind<T> kind;
  private final ReadSnapshots<T> snapshots;
  private final StateStore state;
  private final StorageKeys keys;
  private final StorageGrants grants;

  public Sources(SnapshotKind<T> kind, StateStore state, StorageKeys keys, StorageGrants grants) {
    this.kind = kind;
    this.snapshots =
        new ReadSnapshots<>(
            kind,
            "Cannot copy the snapshot %s because it is not currently in the available state.");
    this.state = state;
    this.keys = keys;
    this.grants = grants;
  }

  /** The snapshot, of the caller's account or shared with it, available; or AWS's fault. */
  public Row<T, SnapshotInternals> seen(Caller caller, RdsArn arn) {
    return state.read(handle -> snapshots.find(handle, caller.scope(), arn));
  }

  /**
   * The snapshot, as above, whose key the caller must be let use.
   *
   * @param caller in the region of the snapshot
   */
  public Row<T, SnapshotInternals> readable(Caller caller, RdsArn arn) {
    Row<T, SnapshotInternals> row = seen(caller, arn);
    SnapshotFacts source = kind.facts(row);
    String key = source.kmsKeyArn();
    if (key != null) {
      keys.usable(caller, key, "source snapshot");
      grants.requireMay(caller, key, source.databaseId(), "source snapshot");
    }
    return row;
  }

  /** Since it was looked at, its name may have been given to another, or its share be gone. */
  void requireUnchanged(Handle handle, Scope own, Row<T, SnapshotInternals> seen) {
    snapshots.requireUnchanged(handle, own, seen);
  }
}
