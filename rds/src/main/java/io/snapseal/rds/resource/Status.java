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

  /** Its key was not usable for seven days: the instance is lost, its backups are not. */
  public static final String INACCESSIBLE = "inaccessible-encryption-credentials";

  public static final String INACCESSIBLE_RECOVERABLE =
      "inaccessible-encryption-credentials-recoverable";
  public static final String MODIFYING = "modifying";
  public static final String REBOOTING = "rebooting";
  public static final String RENAMING = "renaming";
  public static final String RESETTING = "resetting-master-credentials";
  public static final String STARTING = "starting";
  public static final String STOPPED = "stopped";
  public static final String STOPPING = "stopping";
  public static final String STORAGE_FULL = "storage-full";
  public static final String UPGRADING = "upgrading";

  private Status() {}
}
