package io.snapseal.rds.replica;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;

/**
 * How a replica is shown to follow (RDS API reference, {@code DBInstanceStatusInfo}).
 *
 * @param status {@code replicating}, {@code error} or {@code terminated}
 * @param message why, unless it is replicating
 */
record ReplicaStatus(String status, @Nullable String message) {
  static final ReplicaStatus REPLICATING = new ReplicaStatus("replicating", null);
  static final ReplicaStatus TERMINATED =
      new ReplicaStatus(
          "terminated", "The source DB instance is gone. Promote the read replica or delete it.");
  static final ReplicaStatus LOST =
      error(
          "The source no longer has the log that this read replica needs: it was away while more"
              + " was written than is kept. Delete the read replica and create it again.");
  static final ReplicaStatus SOURCE_DOWN = error("The source DB instance does not run.");
  static final ReplicaStatus DISCONNECTED =
      error("The read replica is not connected to its source.");

  private static ReplicaStatus error(String message) {
    return new ReplicaStatus("error", message);
  }

  DBInstanceStatusInfo info() {
    return DBInstanceStatusInfo.builder()
        .statusType("read replication")
        .normal(message == null)
        .status(status)
        .message(message)
        .build();
  }
}
