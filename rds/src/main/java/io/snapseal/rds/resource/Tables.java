package io.snapseal.rds.resource;

import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The rows RDS keeps. */
public final class Tables {
  public static final ResourceTable<DBInstance, InstanceInternals> INSTANCES =
      new ResourceTable<>(
          "db-instance", DBInstance.class, DBInstance::builder, InstanceInternals.class);
  public static final ResourceTable<DBSnapshot, SnapshotInternals> SNAPSHOTS =
      new ResourceTable<>(
          "db-snapshot", DBSnapshot.class, DBSnapshot::builder, SnapshotInternals.class);
  public static final ResourceTable<DBInstanceAutomatedBackup, RetainedBackup> RETAINED =
      new ResourceTable<>(
          "db-instance-automated-backup",
          DBInstanceAutomatedBackup.class,
          DBInstanceAutomatedBackup::builder,
          RetainedBackup.class);

  private Tables() {}

  /** The instance of that name, or AWS's fault. */
  public static Row<DBInstance, InstanceInternals> instance(Handle handle, Scope scope, String id) {
    return INSTANCES
        .find(handle, scope, Identifiers.stored(id))
        .orElseThrow(() -> RdsFaults.instanceNotFound(id));
  }

  /** The snapshot of that name, or AWS's fault. */
  public static Row<DBSnapshot, SnapshotInternals> snapshot(Handle handle, Scope scope, String id) {
    return SNAPSHOTS
        .find(handle, scope, Identifiers.stored(id))
        .orElseThrow(() -> RdsFaults.snapshotNotFound(id));
  }

  /**
   * The snapshot that a caller in that scope names by identifier or by ARN, or AWS's fault: an ARN
   * of elsewhere names nothing here.
   */
  public static Row<DBSnapshot, SnapshotInternals> snapshotNamed(
      Handle handle, Scope scope, String given) {
    RdsArn arn = RdsArn.snapshotNamed(scope, given);
    if (!arn.scope().equals(scope)) {
      throw RdsFaults.snapshotNotFound(given);
    }
    return snapshot(handle, scope, arn.id());
  }
}
