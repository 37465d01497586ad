package io.snapseal.rds.resource;

/**
 * The statuses of instances and snapshots, as AWS writes them (RDS user guide, "Viewing DB instance
 * status").
 */
public final class Status {
  public static final String AVAILABLE = "available";
  public static final String BACKING_UP = "backing-up";
  public static final String COPYING = "copying";
  public static final String CREATING = "creating";
  public static final String DELETING = "deleting";
  public static final String FAILED = "failed";
  public static final String INACCESSIBLE_RECOVERABLE =
      "inaccessible-encryption-credentials-recoverable";
  public static final String MODIFYING = "modifying";
  public static final String STARTING = "starting";
  public static final String STOPPED = "stopped";
  public static final String STOPPING = "stopping";

  private Status() {}
}
