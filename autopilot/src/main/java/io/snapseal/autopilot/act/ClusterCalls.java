package io.snapseal.autopilot.act;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** For DB cluster snapshots and DB clusters. */
final class ClusterCalls implements Calls {
  private final RdsClient rds;

  ClusterCalls(RdsClient rds) {
    this.rds = rds;
  }

  @Override
  public void copy(Copy copy) {
    rds.copyDBClusterSnapshot(
        CopyDbClusterSnapshotRequest.builder()
            .sourceDBClusterSnapshotIdentifier(copy.from())
            .sourceRegion(copy.fromRegion())
            .targetDBClusterSnapshotIdentifier(copy.to())
            .kmsKeyId(copy.keyArn())
            .tags(copy.tags())
            .build());
  }

  /**
   * In the snapshot's own version: without one AWS takes the engine's default (RDS API Reference,
   * RestoreDBClusterFromSnapshot, EngineVersion).
   */
  @Override
  public void restore(Restore restore) {
    RestoreSettings settings = restore.settings();
    RestoreDbClusterFromSnapshotRequest.Builder ask =
        RestoreDbClusterFromSnapshotRequest.builder()
            .dbClusterIdentifier(restore.databaseId())
            .snapshotIdentifier(restore.snapshotId())
            .engine(restore.engine())
            .kmsKeyId(restore.keyArn())
            .deletionProtection(false)
            .copyTagsToSnapshot(false)
            .tags(restore.tags());
    if (!restore.engineVersion().isEmpty()) {
      ask.engineVersion(restore.engineVersion());
    }
    if (settings.subnetGroup() != null) {
      ask.dbSubnetGroupName(settings.subnetGroup());
    }
    if (!settings.securityGroups().isEmpty()) {
      ask.vpcSecurityGroupIds(settings.securityGroups());
    }
    rds.restoreDBClusterFromSnapshot(ask.build());
  }

  /** CreateDBInstance in a cluster. */
  void addInstance(
      String clusterId,
      String instanceId,
      String engine,
      RestoreSettings settings,
      List<Tag> tags) {
    rds.createDBInstance(
        ask ->
            ask.dbClusterIdentifier(clusterId)
                .dbInstanceIdentifier(instanceId)
                .engine(engine)
                .dbInstanceClass(settings.memberClass())
                .publiclyAccessible(false)
                .autoMinorVersionUpgrade(false)
                .tags(tags));
  }

  @Override
  public void snapshot(String databaseId, String snapshotId, List<Tag> tags) {
    rds.createDBClusterSnapshot(
        ask ->
            ask.dbClusterIdentifier(databaseId).dbClusterSnapshotIdentifier(snapshotId).tags(tags));
  }

  @Override
  public void deleteSnapshot(String id) {
    try {
      rds.deleteDBClusterSnapshot(ask -> ask.dbClusterSnapshotIdentifier(id));
    } catch (DbClusterSnapshotNotFoundException gone) {
      // What was wanted has happened.
    }
  }

  @Override
  public void deleteDatabase(String id) {
    try {
      rds.deleteDBCluster(ask -> ask.dbClusterIdentifier(id).skipFinalSnapshot(true));
    } catch (DbClusterNotFoundException gone) {
      // What was wanted has happened.
    }
  }
}
