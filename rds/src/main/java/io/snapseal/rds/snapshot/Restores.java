package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.event.EventKind;
import io.snapseal.rds.event.Events;
import io.snapseal.rds.group.InstanceGroups;
import io.snapseal.rds.instance.Engines;
import io.snapseal.rds.instance.InstanceRequest;
import io.snapseal.rds.instance.Instances;
import io.snapseal.rds.instance.NewInstances;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.EncryptionSupport;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/**
 * RestoreDBInstanceFromDBSnapshot: a new instance with the snapshot's engine, master user and key.
 * It takes no key of its own (RDS API reference).
 */
public final class Restores {
  private static final ReadSnapshots<DBSnapshot> SOURCES =
      new ReadSnapshots<>(
          InstanceSnapshots.KIND, "DBSnapshot %s must be in the available state to be restored.");

  private final StateStore state;
  private final StorageKeys keys;
  private final Engines engines;
  private final Instances instances;
  private final NewInstances newInstances;
  private final EncryptionSupport encryption;
  private final Events events;

  public Restores(
      StateStore state,
      StorageKeys keys,
      Engines engines,
      Instances instances,
      NewInstances newInstances,
      EncryptionSupport encryption,
      Events events) {
    this.state = state;
    this.keys = keys;
    this.engines = engines;
    this.instances = instances;
    this.newInstances = newInstances;
    this.encryption = encryption;
    this.events = events;
  }

  public DBInstance restore(Caller caller, RestoreDbInstanceFromDbSnapshotRequest request) {
    Scope scope = new Scope(caller.account(), caller.region());
    String id = Identifiers.newInstance(request.dbInstanceIdentifier());
    if (request.dbInstanceClass() != null) {
      InstanceRequest.requireClass(request.dbInstanceClass());
    }
    InstanceRequest.requirePort(request.port());
    Row<DBSnapshot, SnapshotInternals> snapshot = snapshot(scope, request.dbSnapshotIdentifier());
    requireEngine(snapshot.shown(), request.engine());
    requireOwnIfEncrypted(scope, snapshot);
    requireKey(caller, snapshot.shown());
    Row<DBInstance, InstanceInternals> row =
        instances.inGroups(
            newInstances.restored(scope, id, request, snapshot, retention(request, snapshot)),
            new InstanceGroups.Named(
                request.dbParameterGroupName(),
                request.optionGroupName(),
                request.dbSubnetGroupName(),
                request.vpcSecurityGroupIds()));
    Task task =
        Task.of(
            Tables.INSTANCES.kind(), scope, id, Tasks.RESTORE, snapshot.shown().dbSnapshotArn());
    return instances.insertGranted(
        caller,
        row,
        "source snapshot",
        granted ->
            state.change(
                handle -> {
                  SOURCES.requireUnchanged(handle, scope, snapshot);
                  instances.insert(handle, granted, task);
                  restored(handle, scope, snapshot);
                }));
  }

  /**
   * "Uses existing setting" (RDS API reference, {@code BackupRetentionPeriod}): that of the
   * snapshot's instance, while it is there.
   */
  private int retention(
      RestoreDbInstanceFromDbSnapshotRequest request, Row<DBSnapshot, SnapshotInternals> snapshot) {
    Integer given = request.backupRetentionPeriod();
    InstanceRequest.requireRetention(given);
    return given != null
        ? given
        : state.read(handle -> Tables.INSTANCES.list(handle, snapshot.scope())).stream()
            .map(Row::shown)
            .filter(instance -> instance.dbiResourceId().equals(snapshot.shown().dbiResourceId()))
            .flatMap(instance -> Stream.ofNullable(instance.backupRetentionPeriod()))
            .findFirst()
            .orElse(NewInstances.DEFAULT_RETENTION_DAYS);
  }

  /** Another account's snapshot tells its events to its owner, and not who restores it. */
  private void restored(Handle handle, Scope own, Row<DBSnapshot, SnapshotInternals> snapshot) {
    if (snapshot.scope().equals(own)) {
      events.record(
          handle,
          EventKind.SNAPSHOT_RESTORED,
          RdsArn.snapshot(snapshot.scope(), snapshot.id()),
          snapshot.id());
    }
  }

  private Row<DBSnapshot, SnapshotInternals> snapshot(Scope scope, @Nullable String given) {
    if (given == null) {
      throw RdsFaults.invalidCombination("DBSnapshotIdentifier must be given.");
    }
    RdsArn arn = RdsArn.snapshotNamed(scope, given);
    if (!arn.scope().region().equals(scope.region())) {
      throw RdsFaults.snapshotNotFound(given);
    }
    return state.read(handle -> SOURCES.find(handle, scope, arn));
  }

  private void requireEngine(DBSnapshot snapshot, @Nullable String wanted) {
    engines.opening(snapshot.engine(), snapshot.engineVersion(), Simulated.is(snapshot));
    if (wanted != null && !wanted.equals(snapshot.engine())) {
      throw RdsFaults.invalidCombination(
          "Cannot restore a snapshot of %s to %s.".formatted(snapshot.engine(), wanted));
    }
  }

  /**
   * RDS user guide, "Sharing encrypted snapshots": it is copied first, under a key of one's own.
   */
  private static void requireOwnIfEncrypted(
      Scope own, Row<DBSnapshot, SnapshotInternals> snapshot) {
    if (Boolean.TRUE.equals(snapshot.shown().encrypted()) && !snapshot.scope().equals(own)) {
      throw RdsFaults.invalidCombination(
          "The snapshot %s is encrypted and belongs to another account. Copy it with a KMS key of your own and restore the copy."
              .formatted(snapshot.shown().dbSnapshotArn()));
    }
  }

  private void requireKey(Caller caller, DBSnapshot snapshot) {
    if (Boolean.TRUE.equals(snapshot.encrypted())) {
      if (!Simulated.is(snapshot)) {
        encryption.require();
      }
      keys.usable(caller, snapshot.kmsKeyId(), "source snapshot");
    }
  }
}
