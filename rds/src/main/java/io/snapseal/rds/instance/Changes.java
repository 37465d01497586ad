package io.snapseal.rds.instance;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.WorkList;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/**
 * What becomes of an instance by its pending modifications. They are kept where the API shows them,
 * in {@code PendingModifiedValues}; of a password that shows stars, and the internals keep the
 * verifier.
 */
public final class Changes {
  /** What AWS shows of a pending password. */
  static final String HIDDEN = "****";

  private static final Set<String> STATUSES =
      Set.of(Status.MODIFYING, Status.RENAMING, Status.RESETTING, Status.UPGRADING);

  private Changes() {}

  /** Whether an instance's status says that modifications are made, and a task still makes them. */
  public static boolean goOn(Handle handle, WorkList work, Row<DBInstance, InstanceInternals> row) {
    return isModified(row.shown())
        && work.pending(handle, Tables.INSTANCES.kind(), row.scope(), row.id())
            .contains(InstanceTasks.MODIFY);
  }

  /** Whether an instance's status says that it is modified, or promoted. */
  public static boolean isModified(DBInstance instance) {
    return STATUSES.contains(instance.dbInstanceStatus());
  }

  /** Whether an instance has automated backups. */
  static boolean backsUp(DBInstance instance) {
    Integer days = instance.backupRetentionPeriod();
    return days != null && days > 0;
  }

  static boolean hasPassword(DBInstance instance) {
    PendingModifiedValues pending = instance.pendingModifiedValues();
    return pending != null && pending.masterUserPassword() != null;
  }

  /**
   * Those that are made as soon as possible, whatever a request says of {@code ApplyImmediately}:
   * the port and the password (RDS user guide, "Settings for DB instances").
   */
  static PendingModifiedValues soon(PendingModifiedValues pending) {
    return PendingModifiedValues.builder()
        .port(pending.port())
        .masterUserPassword(pending.masterUserPassword())
        .build();
  }

  /** Whether the server must be started anew for them. */
  static boolean needRestart(PendingModifiedValues changes) {
    return changes.port() != null || changes.engineVersion() != null;
  }

  static boolean areAny(PendingModifiedValues changes) {
    return !changes.equals(PendingModifiedValues.builder().build());
  }

  /** What an instance shows while they are made (RDS user guide, "DB instance status"). */
  static String status(PendingModifiedValues pending) {
    if (pending.dbInstanceIdentifier() != null) {
      return Status.RENAMING;
    }
    if (pending.engineVersion() != null) {
      return Status.UPGRADING;
    }
    boolean onlyPassword =
        pending.equals(PendingModifiedValues.builder().masterUserPassword(HIDDEN).build());
    return onlyPassword ? Status.RESETTING : Status.MODIFYING;
  }

  /** The instance with changes made, and no more pending than what is left. */
  static Row<DBInstance, InstanceInternals> made(
      Row<DBInstance, InstanceInternals> row, PendingModifiedValues changes) {
    DBInstance old = row.shown();
    String id = or(changes.dbInstanceIdentifier(), row.id());
    DBInstance shown =
        old.toBuilder()
            .dbInstanceIdentifier(id)
            .dbInstanceArn(RdsArn.instance(row.scope(), id).toString())
            .dbInstanceClass(or(changes.dbInstanceClass(), old.dbInstanceClass()))
            .allocatedStorage(or(changes.allocatedStorage(), old.allocatedStorage()))
            .storageType(or(changes.storageType(), old.storageType()))
            .backupRetentionPeriod(or(changes.backupRetentionPeriod(), old.backupRetentionPeriod()))
            .engineVersion(or(changes.engineVersion(), old.engineVersion()))
            .dbInstancePort(or(changes.port(), old.dbInstancePort()))
            .pendingModifiedValues(left(old, changes))
            .build();
    InstanceInternals internal =
        changes.masterUserPassword() == null ? row.internal() : row.internal().withMaster(null);
    return new Row<>(
        row.scope(),
        id,
        shown,
        changes.port() == null ? internal : internal.withPort(changes.port()));
  }

  private static @Nullable PendingModifiedValues left(
      DBInstance instance, PendingModifiedValues changes) {
    PendingModifiedValues pending = pending(instance);
    return changes.equals(pending) ? null : shown(without(pending, changes));
  }

  /** What is shown of pending values: nothing if there is none. */
  static @Nullable PendingModifiedValues shown(PendingModifiedValues pending) {
    return areAny(pending) ? pending : null;
  }

  /** Changes are either all that is pending or what is made {@link #soon} of it. */
  private static PendingModifiedValues without(
      PendingModifiedValues pending, PendingModifiedValues changes) {
    return pending.toBuilder()
        .port(changes.port() == null ? pending.port() : null)
        .masterUserPassword(
            changes.masterUserPassword() == null ? pending.masterUserPassword() : null)
        .build();
  }

  /** The instance without its pending modifications, and as it was. */
  static Row<DBInstance, InstanceInternals> dropped(Row<DBInstance, InstanceInternals> row) {
    DBInstance shown =
        row.shown().toBuilder().pendingModifiedValues((PendingModifiedValues) null).build();
    return row.show(shown).keep(row.internal().withMaster(null));
  }

  static PendingModifiedValues pending(DBInstance instance) {
    PendingModifiedValues pending = instance.pendingModifiedValues();
    return pending == null ? PendingModifiedValues.builder().build() : pending;
  }

  private static <T> T or(@Nullable T changed, T old) {
    return changed == null ? old : changed;
  }
}
