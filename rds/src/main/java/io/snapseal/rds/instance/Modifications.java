package io.snapseal.rds.instance;

import io.snapseal.iam.Caller;
import io.snapseal.rds.group.InstanceGroups;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.resource.Windows;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/**
 * ModifyDBInstance (RDS API reference; RDS user guide, "Modifying an Amazon RDS DB instance"). What
 * an instance's row says of itself is changed at once. Everything else is kept in {@code
 * PendingModifiedValues} until a task has made it: now, or in the maintenance window.
 */
public final class Modifications {
  /** The detail of a task that makes everything that is pending. */
  static final String ALL = "all";

  /** The detail of a task that makes only what does not wait. */
  static final String SOON = "soon";

  private static final Set<String> RUNNING = Set.of(Status.AVAILABLE, Status.BACKING_UP);
  private static final Set<String> UNCHANGEABLE =
      Set.of(Status.CREATING, Status.DELETING, Status.STOPPED, Status.STOPPING);

  private final StateStore state;
  private final WorkList work;
  private final Engines engines;
  private final InstanceGroups groups;

  public Modifications(StateStore state, WorkList work, Engines engines, InstanceGroups groups) {
    this.state = state;
    this.work = work;
    this.engines = engines;
    this.groups = groups;
  }

  public DBInstance modify(Caller caller, ModifyDbInstanceRequest request) {
    String id = RdsFaults.required(request.dbInstanceIdentifier(), "DBInstanceIdentifier");
    return state.write(
        handle -> {
          Row<DBInstance, InstanceInternals> row = Instances.named(handle, caller, id);
          requireNot(UNCHANGEABLE.contains(row.shown().dbInstanceStatus()));
          Replicated.requireChangeable(row, request);
          PendingModifiedValues pending = pending(handle, row, request);
          Row<DBInstance, InstanceInternals> grouped =
              row.show(
                  groups.changed(
                      handle,
                      row,
                      new InstanceGroups.Named(
                          request.dbParameterGroupName(),
                          request.optionGroupName(),
                          request.dbSubnetGroupName(),
                          request.vpcSecurityGroupIds())));
          boolean all = Boolean.TRUE.equals(request.applyImmediately());
          Row<DBInstance, InstanceInternals> said = withMaster(said(grouped, request), request);
          Row<DBInstance, InstanceInternals> changed =
              begun(handle, said, pending, all ? pending : Changes.soon(pending));
          Tables.INSTANCES.update(handle, changed);
          return changed.shown();
        });
  }

  /** Begins to make everything that is pending: the maintenance window is open. */
  void beginAll(Handle handle, Row<DBInstance, InstanceInternals> row) {
    PendingModifiedValues pending = Changes.pending(row.shown());
    Tables.INSTANCES.update(handle, begun(handle, row, pending, pending));
  }

  private PendingModifiedValues pending(
      Handle handle, Row<DBInstance, InstanceInternals> row, ModifyDbInstanceRequest request) {
    PendingModifiedValues pending = RequestedChanges.pending(request, row.shown(), engines);
    String newId = pending.dbInstanceIdentifier();
    if (newId != null && Tables.INSTANCES.find(handle, row.scope(), newId).isPresent()) {
      throw RdsFaults.instanceExists();
    }
    boolean nothingNew = pending.equals(Changes.pending(row.shown()));
    requireNot(!nothingNew && !RUNNING.contains(row.shown().dbInstanceStatus()));
    return pending;
  }

  /** The instance with the task that makes some of what is pending, if there is any. */
  private Row<DBInstance, InstanceInternals> begun(
      Handle handle,
      Row<DBInstance, InstanceInternals> row,
      PendingModifiedValues pending,
      PendingModifiedValues now) {
    DBInstance.Builder shown =
        row.shown().toBuilder().pendingModifiedValues(Changes.shown(pending));
    if (Changes.areAny(now) && RUNNING.contains(row.shown().dbInstanceStatus())) {
      shown.dbInstanceStatus(Changes.status(now));
      String detail = now.equals(pending) ? ALL : SOON;
      work.add(
          handle,
          Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), InstanceTasks.MODIFY, detail));
    }
    return row.show(shown.build());
  }

  private static void requireNot(boolean inAnotherState) {
    if (inAnotherState) {
      throw RdsFaults.instanceState("Database instance is not in available state.");
    }
  }

  /** The password itself is kept nowhere; the verifier only until the database has it. */
  private Row<DBInstance, InstanceInternals> withMaster(
      Row<DBInstance, InstanceInternals> row, ModifyDbInstanceRequest request) {
    String password = request.masterUserPassword();
    if (password == null) {
      return row;
    }
    DBInstance shown = row.shown();
    String verifier =
        NewInstances.verifier(
            engines.opening(shown.engine(), shown.engineVersion(), Simulated.is(shown)), password);
    return row.keep(row.internal().withMaster(verifier));
  }

  private static Row<DBInstance, InstanceInternals> said(
      Row<DBInstance, InstanceInternals> row, ModifyDbInstanceRequest request) {
    DBInstance.Builder changed = row.shown().toBuilder();
    given(request.deletionProtection(), changed::deletionProtection);
    given(request.copyTagsToSnapshot(), changed::copyTagsToSnapshot);
    given(request.autoMinorVersionUpgrade(), changed::autoMinorVersionUpgrade);
    given(request.preferredBackupWindow(), changed::preferredBackupWindow);
    given(request.preferredMaintenanceWindow(), changed::preferredMaintenanceWindow);
    Integer days = request.backupRetentionPeriod();
    if (days != null && days > 0 && Changes.backsUp(row.shown())) {
      changed.backupRetentionPeriod(days);
    }
    DBInstance said = changed.build();
    if (request.preferredBackupWindow() != null || request.preferredMaintenanceWindow() != null) {
      Windows.requireValid(said.preferredBackupWindow(), said.preferredMaintenanceWindow());
    }
    return row.show(said);
  }

  private static <T> void given(@Nullable T value, Consumer<T> change) {
    if (value != null) {
      change.accept(value);
    }
  }
}
