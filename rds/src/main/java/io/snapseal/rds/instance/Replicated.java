package io.snapseal.rds.instance;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Row;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/** What an instance that is a read replica, or has some, cannot be asked for. */
final class Replicated {
  private Replicated() {}

  /**
   * "You can't stop a DB instance that has a read replica, or that is a read replica" (RDS user
   * guide, "Stopping an Amazon RDS DB instance temporarily").
   */
  static void requireStoppable(Row<DBInstance, InstanceInternals> row) {
    if (is(row)) {
      throw RdsFaults.instanceState(
          "Cannot stop instance %s: it is a read replica, or has read replicas. Promote or delete those first."
              .formatted(row.id()));
    }
  }

  /**
   * A source keeps its automated backups; and its replicas name it, so that its name, and theirs,
   * stay. They find its server by its port, and have its users.
   */
  static void requireChangeable(
      Row<DBInstance, InstanceInternals> row, ModifyDbInstanceRequest request) {
    if (is(row) && request.dbPortNumber() != null) {
      throw RdsFaults.invalidCombination(
          "Cannot change the port of instance %s: it is a read replica, or has read replicas, which find it there."
              .formatted(row.id()));
    }
    if (row.internal().replicaOf() != null && request.masterUserPassword() != null) {
      throw RdsFaults.invalidCombination(
          "Cannot change the master password of instance %s: a read replica has that of its source."
              .formatted(row.id()));
    }
    if (is(row) && request.newDBInstanceIdentifier() != null) {
      throw RdsFaults.invalidCombination(
          "Cannot rename instance %s: it is a read replica, or has read replicas."
              .formatted(row.id()));
    }
    Integer days = request.backupRetentionPeriod();
    if (!row.shown().readReplicaDBInstanceIdentifiers().isEmpty() && days != null && days == 0) {
      throw RdsFaults.invalidCombination(
          "Automated backups cannot be turned off for instance %s, because it has read replicas."
              .formatted(row.id()));
    }
  }

  private static boolean is(Row<DBInstance, InstanceInternals> row) {
    return row.internal().replicaOf() != null
        || !row.shown().readReplicaDBInstanceIdentifiers().isEmpty();
  }
}
