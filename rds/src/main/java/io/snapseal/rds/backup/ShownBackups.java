package io.snapseal.rds.backup;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RetainedBackup;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;

/**
 * What is shown of automated backups. There is no restore window: a private region keeps snapshots,
 * not what was written between them.
 */
final class ShownBackups {
  static final String ACTIVE = "active";
  static final String CREATING = "creating";
  static final String RETAINED = "retained";

  private ShownBackups() {}

  /** The row of the backup that a deleted instance leaves. */
  static Row<DBInstanceAutomatedBackup, RetainedBackup> retained(
      Row<DBInstance, InstanceInternals> instance) {
    return new Row<>(
        instance.scope(),
        instance.shown().dbiResourceId(),
        of(instance, RETAINED),
        new RetainedBackup(Retention.days(instance.shown())));
  }

  static DBInstanceAutomatedBackup of(Row<DBInstance, InstanceInternals> row, String status) {
    DBInstance instance = row.shown();
    return DBInstanceAutomatedBackup.builder()
        .dbInstanceArn(instance.dbInstanceArn())
        .dbiResourceId(instance.dbiResourceId())
        .dbInstanceIdentifier(instance.dbInstanceIdentifier())
        .dbInstanceAutomatedBackupsArn(arn(row.scope(), instance.dbiResourceId()).toString())
        .region(row.scope().region())
        .status(status)
        .allocatedStorage(instance.allocatedStorage())
        .port(instance.dbInstancePort())
        .availabilityZone(instance.availabilityZone())
        .instanceCreateTime(instance.instanceCreateTime())
        .masterUsername(instance.masterUsername())
        .engine(instance.engine())
        .engineVersion(instance.engineVersion())
        .licenseModel(instance.licenseModel())
        .encrypted(instance.storageEncrypted())
        .kmsKeyId(instance.kmsKeyId())
        .storageEncryptionType(instance.storageEncryptionType())
        .storageType(instance.storageType())
        .iamDatabaseAuthenticationEnabled(false)
        .backupRetentionPeriod(instance.backupRetentionPeriod())
        .preferredBackupWindow(instance.preferredBackupWindow())
        .backupTarget("region")
        .tagList(instance.tagList())
        .build();
  }

  /** The name of an instance's automated backup, which is its instance's for ever. */
  static RdsArn arn(Scope scope, String resourceId) {
    return RdsArn.automatedBackup(scope, resourceId);
  }
}
