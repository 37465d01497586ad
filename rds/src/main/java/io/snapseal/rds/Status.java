package io.snapseal.rds;

/**
 * The statuses of instances and snapshots, as AWS writes them (RDS user guide, "Viewing DB instance
 * status").
 */
final class Status {
  static final String AVAILABLE = "available";
  static final String BACKING_UP = "backing-up";
  static final String COPYING = "copying";
  static final String CREATING = "creating";
  static final String DELETING = "deleting";
  static final String FAILED = "failed";
  static final String INACCESSIBLE_RECOVERABLE = "inaccessible-encryption-credentials-recoverable";
  static final String STARTING = "starting";

  private Status() {}
}
