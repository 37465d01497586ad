package io.snapseal.rds.snapshot;

import io.snapseal.rds.instance.Hosts;
import io.snapseal.rds.instance.InstanceTasks;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** DB instances, as snapshots are taken of them. */
public final class SnapshotsOfInstances implements SnapshotSource {
  private final WorkList work;
  private final Hosts hosts;

  public SnapshotsOfInstances(WorkList work, Hosts hosts) {
    this.work = work;
    this.hosts = hosts;
  }

  @Override
  public boolean isComing(Handle handle, RdsArn arn) {
    return work.pending(handle, Tables.INSTANCES.kind(), arn.scope(), arn.id()).stream()
        .anyMatch(InstanceTasks::bringsServer);
  }

  /** An instance that was to be deleted after this snapshot is not deleted without it. */
  @Override
  public void keep(Handle handle, RdsArn arn) {
    if (work.cancelOne(handle, Tables.INSTANCES.kind(), arn.scope(), arn.id(), Tasks.DELETE)) {
      Tables.INSTANCES.find(handle, arn.scope(), arn.id()).ifPresent(row -> revive(handle, row));
    }
  }

  private void revive(Handle handle, Row<DBInstance, InstanceInternals> row) {
    if (hosts.server(row.shown().dbiResourceId()).isPresent()) {
      show(handle, row, Status.AVAILABLE);
    } else {
      show(handle, row, Status.STARTING);
      work.add(
          handle, Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), InstanceTasks.START, ""));
    }
  }

  @Override
  public void release(Handle handle, RdsArn arn) {
    Tables.INSTANCES
        .find(handle, arn.scope(), arn.id())
        .filter(row -> row.shown().dbInstanceStatus().equals(Status.BACKING_UP))
        .ifPresent(row -> show(handle, row, Status.AVAILABLE));
  }

  private static void show(Handle handle, Row<DBInstance, InstanceInternals> row, String status) {
    Tables.INSTANCES.update(
        handle, row.show(row.shown().toBuilder().dbInstanceStatus(status).build()));
  }
}
