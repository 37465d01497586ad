package io.snapseal.rds.instance;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.time.Clock;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;

/**
 * StartDBInstance, StopDBInstance and RebootDBInstance (RDS user guide, "Stopping an Amazon RDS DB
 * instance temporarily").
 */
public final class StartStop {
  private static final Set<String> FAILURES = Set.of(Status.FAILED, Status.STORAGE_FULL);

  private final StateStore state;
  private final WorkList work;
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final FinalSnapshots snapshots;
  private final Clock clock;

  public StartStop(
      StateStore state,
      WorkList work,
      StorageKeys keys,
      StorageGrants grants,
      FinalSnapshots snapshots,
      Clock clock) {
    this.state = state;
    this.work = work;
    this.keys = keys;
    this.grants = grants;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /**
   * Starts what is stopped, or whose key was not usable for less than seven days. RDS's grant on
   * the key is made again on the caller's behalf, should it have been revoked.
   */
  public DBInstance start(Caller caller, StartDbInstanceRequest request) {
    Row<DBInstance, InstanceInternals> seen =
        state.read(handle -> startable(handle, caller, request.dbInstanceIdentifier()));
    String grant = granted(caller, seen.shown());
    return state.write(
        handle -> {
          Row<DBInstance, InstanceInternals> row =
              startable(handle, caller, request.dbInstanceIdentifier());
          if (!row.shown().dbiResourceId().equals(seen.shown().dbiResourceId())) {
            throw RdsFaults.instanceState("Instance " + row.id() + " is another one by now.");
          }
          return begin(
              handle,
              row.keep(row.internal().withGrant(grant)),
              Status.STARTING,
              InstanceTasks.START);
        });
  }

  private Row<DBInstance, InstanceInternals> startable(
      Handle handle, Caller caller, @Nullable String id) {
    Row<DBInstance, InstanceInternals> row = Instances.named(handle, caller, id);
    String status = row.shown().dbInstanceStatus();
    boolean recoverable =
        status.equals(Status.INACCESSIBLE_RECOVERABLE)
            && !row.internal().life().inaccessibleForLong(clock.instant());
    // Beyond AWS: whatever kept a server from starting may be mended without a restart of all.
    boolean mended = FAILURES.contains(status) && row.shown().endpoint() != null;
    if (!status.equals(Status.STOPPED) && !recoverable && !mended) {
      throw RdsFaults.instanceState(
          "Instance %s is not stopped, inaccessible-encryption-credentials-recoverable, or incompatible-network, cannot be started."
              .formatted(row.id()));
    }
    return row;
  }

  private @Nullable String granted(Caller caller, DBInstance instance) {
    String key = instance.kmsKeyId();
    if (key == null) {
      return null;
    }
    String id = instance.dbiResourceId();
    return grants.onBehalfOf(caller, keys.usable(caller, key, "Specified"), id, id, "Specified");
  }

  /** Stops what is available; if a snapshot is asked for, once that is taken. */
  public DBInstance stop(Caller caller, StopDbInstanceRequest request) {
    String snapshot =
        request.dbSnapshotIdentifier() == null
            ? null
            : Identifiers.newSnapshot(request.dbSnapshotIdentifier(), "DBSnapshotIdentifier");
    return state.write(
        handle -> {
          Row<DBInstance, InstanceInternals> row =
              available(handle, caller, request.dbInstanceIdentifier());
          Replicated.requireStoppable(row);
          if (snapshot != null) {
            snapshots.add(handle, row, snapshot);
          }
          return begin(handle, withoutPending(row), Status.STOPPING, InstanceTasks.STOP);
        });
  }

  /** "Stopping a DB instance removes pending actions" (RDS user guide). */
  private static Row<DBInstance, InstanceInternals> withoutPending(
      Row<DBInstance, InstanceInternals> row) {
    return row.show(
        row.shown().toBuilder().pendingModifiedValues((PendingModifiedValues) null).build());
  }

  public DBInstance reboot(Caller caller, RebootDbInstanceRequest request) {
    return state.write(
        handle ->
            begin(
                handle,
                available(handle, caller, request.dbInstanceIdentifier()),
                Status.REBOOTING,
                InstanceTasks.START));
  }

  private static Row<DBInstance, InstanceInternals> available(
      Handle handle, Caller caller, @Nullable String id) {
    Row<DBInstance, InstanceInternals> row = Instances.named(handle, caller, id);
    if (!row.shown().dbInstanceStatus().equals(Status.AVAILABLE)) {
      throw RdsFaults.instanceState("Instance " + row.id() + " is not in available state.");
    }
    return row;
  }

  private DBInstance begin(
      Handle handle, Row<DBInstance, InstanceInternals> row, String status, String task) {
    DBInstance shown = row.shown().toBuilder().dbInstanceStatus(status).build();
    Tables.INSTANCES.update(handle, row.show(shown));
    work.add(handle, Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), task, ""));
    return shown;
  }
}
