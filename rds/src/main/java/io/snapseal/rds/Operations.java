package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.rds.cluster.ClusterTables;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.Tables;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Operations of RDS for one caller, once they are allowed. What no interface below this one
 * overrides is refused by the SDK interface's own body.
 */
interface Operations extends RdsClient {
  /** How many rounds a request waits for what should take none: some five seconds. */
  int PATIENCE = 50;

  Caller caller();

  Parts parts();

  /** Tells the workers that a task has been added. */
  default void wake() {
    parts().workers().wake();
  }

  /**
   * What is simulated does not keep anybody waiting: when this returns the resource is what was
   * asked for, unless all workers have more to do than that.
   */
  default void settle(String kind, String id, List<Tag> tags) {
    wake();
    if (Simulated.in(tags)) {
      parts().workers().await(kind, caller().scope(), id, PATIENCE);
    }
  }

  /** An instance as it was asked for, {@link #settle settled}. */
  default DBInstance settled(DBInstance made) {
    settle(Tables.INSTANCES.kind(), made.dbInstanceIdentifier(), made.tagList());
    return made;
  }

  /** The same for a snapshot. */
  default DBSnapshot settled(DBSnapshot made) {
    settle(Tables.SNAPSHOTS.kind(), made.dbSnapshotIdentifier(), made.tagList());
    return made;
  }

  /** The same for a cluster. */
  default DBCluster settled(DBCluster made) {
    settle(ClusterTables.CLUSTERS.kind(), made.dbClusterIdentifier(), made.tagList());
    return made;
  }

  /** The same for a cluster's snapshot. */
  default DBClusterSnapshot settled(DBClusterSnapshot made) {
    settle(ClusterTables.SNAPSHOTS.kind(), made.dbClusterSnapshotIdentifier(), made.tagList());
    return made;
  }

  @Override
  default String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  default void close() {
    // Nothing is held open.
  }
}
