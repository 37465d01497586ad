package io.snapseal.rds;

import software.amazon.awssdk.services.rds.model.DeleteDbInstanceAutomatedBackupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceAutomatedBackupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;

/** Operations on the automated backups of instances that are there, or were. */
interface AutomatedBackupOperations extends Operations {
  @Override
  default DescribeDbInstanceAutomatedBackupsResponse describeDBInstanceAutomatedBackups(
      DescribeDbInstanceAutomatedBackupsRequest request) {
    return parts().backups().describe(caller(), request);
  }

  @Override
  default DeleteDbInstanceAutomatedBackupResponse deleteDBInstanceAutomatedBackup(
      DeleteDbInstanceAutomatedBackupRequest request) {
    DeleteDbInstanceAutomatedBackupResponse response =
        DeleteDbInstanceAutomatedBackupResponse.builder()
            .dbInstanceAutomatedBackup(parts().backups().delete(caller(), request))
            .build();
    wake();
    return response;
  }
}
