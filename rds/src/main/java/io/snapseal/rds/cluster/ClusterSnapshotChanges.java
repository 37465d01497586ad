package io.snapseal.rds.cluster;

import io.snapseal.rds.event.EventKind;
import io.snapseal.rds.event.Events;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.snapshot.SnapshotChanges;
import io.snapseal.state.Row;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/** The quotas and events of DB cluster snapshots. AWS tells nothing of their copies. */
final class ClusterSnapshotChanges implements SnapshotChanges<DBClusterSnapshot> {
  private final Quotas quotas;
  private final Events events;

  ClusterSnapshotChanges(Quotas quotas, Events events) {
    this.quotas = quotas;
    this.events = events;
  }

  @Override
  public void beginning(Handle handle, Row<DBClusterSnapshot, SnapshotInternals> row) {
    if (isManual(row)) {
      quotas.require(handle, row.scope(), Quota.MANUAL_CLUSTER_SNAPSHOTS);
    }
    if (!row.shown().status().equals(Status.COPYING)) {
      events.record(
          handle,
          isManual(row)
              ? EventKind.CLUSTER_SNAPSHOT_CREATING
              : EventKind.AUTOMATED_CLUSTER_SNAPSHOT_CREATING,
          arn(row));
    } else if (isOfElsewhere(row)) {
      quotas.require(handle, row.scope(), Quota.CROSS_REGION_CLUSTER_COPIES);
    }
  }

  @Override
  public void deleted(Handle handle, Row<DBClusterSnapshot, SnapshotInternals> row) {}

  @Override
  public void taken(Handle handle, Row<DBClusterSnapshot, SnapshotInternals> row) {
    events.record(
        handle,
        isManual(row)
            ? EventKind.CLUSTER_SNAPSHOT_CREATED
            : EventKind.AUTOMATED_CLUSTER_SNAPSHOT_CREATED,
        arn(row));
  }

  @Override
  public void copied(Handle handle, Row<DBClusterSnapshot, SnapshotInternals> row) {}

  /** A copy of another region's, or of another account's, names its source. */
  private static boolean isOfElsewhere(Row<DBClusterSnapshot, SnapshotInternals> row) {
    String source = row.shown().sourceDBClusterSnapshotArn();
    return source != null
        && RdsArn.parse(source)
            .filter(arn -> !arn.scope().region().equals(row.scope().region()))
            .isPresent();
  }

  private static boolean isManual(Row<DBClusterSnapshot, SnapshotInternals> row) {
    return row.shown().snapshotType().equals("manual");
  }

  private static RdsArn arn(Row<DBClusterSnapshot, SnapshotInternals> row) {
    return RdsArn.clusterSnapshot(row.scope(), row.id());
  }
}
