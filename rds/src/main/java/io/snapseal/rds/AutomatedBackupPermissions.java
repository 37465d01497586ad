package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.state.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceAutomatedBackupRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;

/** What operations on automated backups need: their action on the backup. */
final class AutomatedBackupPermissions {
  private AutomatedBackupPermissions() {}

  /** The declarations, by operation. */
  static Map<String, Permission> all() {
    return Map.of(
        "DescribeDBInstanceAutomatedBackups",
        Permission.on(
            "rds:DescribeDBInstanceAutomatedBackups",
            DescribeDbInstanceAutomatedBackupsRequest.class,
            (caller, request) ->
                backup(caller, request.dbiResourceId(), request.dbInstanceAutomatedBackupsArn())),
        "DeleteDBInstanceAutomatedBackup",
        Permission.on(
            "rds:DeleteDBInstanceAutomatedBackup",
            DeleteDbInstanceAutomatedBackupRequest.class,
            (caller, request) ->
                backup(caller, request.dbiResourceId(), request.dbInstanceAutomatedBackupsArn())));
  }

  private static String backup(Caller caller, @Nullable String resourceId, @Nullable String arn) {
    Scope scope = new Scope(caller.account(), caller.region());
    if (resourceId != null) {
      return RdsArn.automatedBackup(scope, resourceId).toString();
    }
    return arn == null ? new RdsArn(scope, RdsArn.AUTOMATED_BACKUP, "*").toString() : arn;
  }
}
