package io.snapseal.autopilot.act;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** For DB snapshots and DB instances. */
final class InstanceCalls implements Calls {
  private final RdsClient rds;

  InstanceCalls(RdsClient rds) {
    this.rds = rds;
  }

  @Override
  public void copy(Copy copy) {
    rds.copyDBSnapshot(
        CopyDbSnapshotRequest.builder()
            .sourceDBSnapshotIdentifier(copy.from())
            .sourceRegion(copy.fromRegion())
            .targetDBSnapshotIdentifier(copy.to())
            .kmsKeyId(copy.keyArn())
            .tags(copy.tags())
            .build());
  }

  /** Never backed up itself. A key cannot be given: the instance has the snapshot's. */
  @Override
  public void restore(Restore restore) {
    RestoreSettings settings = restore.settings();
    RestoreDbInstanceFromDbSnapshotRequest.Builder ask =
        RestoreDbInstanceFromDbSnapshotRequest.builder()
            .dbInstanceIdentifier(restore.databaseId())
            .dbSnapshotIdentifier(restore.snapshotId())
            .publiclyAccessible(false)
            .multiAZ(false)
            .deletionProtection(false)
            .copyTagsToSnapshot(false)
            .autoMinorVersionUpgrade(false)
            .backupRetentionPeriod(0)
            .tags(restore.tags());
    if (settings.instanceClass() != null) {
      ask.dbInstanceClass(settings.instanceClass());
    }
    if (settings.subnetGroup() != null) {
      ask.dbSubnetGroupName(settings.subnetGroup());
    }
    if (!settings.securityGroups().isEmpty()) {
      ask.vpcSecurityGroupIds(settings.securityGroups());
    }
    rds.restoreDBInstanceFromDBSnapshot(ask.build());
  }

  @Override
  public void snapshot(String databaseId, String snapshotId, List<Tag> tags) {
    rds.createDBSnapshot(
        ask -> ask.dbInstanceIdentifier(databaseId).dbSnapshotIdentifier(snapshotId).tags(tags));
  }

  @Override
  public void deleteSnapshot(String id) {
    try {
      rds.deleteDBSnapshot(ask -> ask.dbSnapshotIdentifier(id));
    } catch (DbSnapshotNotFoundException gone) {
      // What was wanted has happened.
    }
  }

  @Override
  public void deleteDatabase(String id) {
    try {
      rds.deleteDBInstance(
          ask -> ask.dbInstanceIdentifier(id).skipFinalSnapshot(true).deleteAutomatedBackups(true));
    } catch (DbInstanceNotFoundException gone) {
      // What was wanted has happened.
    }
  }
}
