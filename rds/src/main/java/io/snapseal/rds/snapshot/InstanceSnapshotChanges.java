package io.snapseal.rds.snapshot;

import io.snapseal.rds.event.EventKind;
import io.snapseal.rds.event.Events;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The quotas and events of DB snapshots. */
public final class InstanceSnapshotChanges implements SnapshotChanges<DBSnapshot> {
  private final Quotas quotas;
  private final Events events;
  private final Clock clock;

  public InstanceSnapshotChanges(Quotas quotas, Events events, Clock clock) {
    this.quotas = quotas;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void beginning(Handle handle, Row<DBSnapshot, SnapshotInternals> row) {
    if (isManual(row)) {
      quotas.require(handle, row.scope(), Quota.MANUAL_SNAPSHOTS);
    }
    String from = row.shown().sourceRegion(); // of a copy of another region's
    if (!isCopying(row)) {
      events.record(
          handle,
          isManual(row) ? EventKind.SNAPSHOT_CREATING : EventKind.AUTOMATED_SNAPSHOT_CREATING,
          arn(row));
      ofInstance(handle, EventKind.INSTANCE_BACKING_UP, row);
    } else if (from == null) {
      events.record(handle, EventKind.COPY_STARTED, arn(row), row.id(), row.scope().region());
    } else {
      quotas.require(handle, row.scope(), Quota.CROSS_REGION_COPIES);
      events.record(handle, EventKind.COPY_FROM_REGION_STARTED, arn(row), row.id(), from);
    }
  }

  @Override
  public void deleted(Handle handle, Row<DBSnapshot, SnapshotInternals> row) {
    String from = row.shown().sourceRegion();
    if (!isCopying(row)) {
      events.record(handle, EventKind.SNAPSHOT_DELETED, arn(row));
    } else if (from == null) {
      events.record(handle, EventKind.COPY_CANCELED, arn(row), row.id(), row.scope().region());
    } else {
      events.record(handle, EventKind.COPY_FROM_REGION_CANCELED, arn(row), row.id(), from);
    }
  }

  @Override
  public void taken(Handle handle, Row<DBSnapshot, SnapshotInternals> row) {
    events.record(
        handle,
        isManual(row) ? EventKind.SNAPSHOT_CREATED : EventKind.AUTOMATED_SNAPSHOT_CREATED,
        arn(row));
    ofInstance(handle, EventKind.INSTANCE_BACKED_UP, row);
  }

  @Override
  public void copied(Handle handle, Row<DBSnapshot, SnapshotInternals> row) {
    String from = row.shown().sourceRegion();
    if (from == null) {
      events.record(handle, EventKind.COPY_FINISHED, arn(row), row.id(), row.scope().region());
      return;
    }
    Duration took = Duration.between(row.shown().snapshotCreateTime(), clock.instant());
    events.record(
        handle,
        EventKind.COPY_FROM_REGION_FINISHED,
        arn(row),
        row.id(),
        from,
        Math.max(0, took.toMinutes()));
  }

  private static boolean isManual(Row<DBSnapshot, SnapshotInternals> row) {
    return row.shown().snapshotType().equals("manual");
  }

  private static boolean isCopying(Row<DBSnapshot, SnapshotInternals> row) {
    return row.shown().status().equals(Status.COPYING);
  }

  private static RdsArn arn(Row<DBSnapshot, SnapshotInternals> row) {
    return RdsArn.snapshot(row.scope(), row.id());
  }

  /** What was imported may be of an instance that never was. */
  private void ofInstance(
      Handle handle, EventKind kind, Row<DBSnapshot, SnapshotInternals> snapshot) {
    RdsArn arn = RdsArn.instance(snapshot.scope(), snapshot.shown().dbInstanceIdentifier());
    if (Tables.INSTANCES.find(handle, arn.scope(), arn.id()).isPresent()) {
      events.record(handle, kind, arn);
    }
  }
}
