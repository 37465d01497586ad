package io.snapseal.rds.task;

/** The names of tasks in the work list. */
public final class Tasks {
  public static final String CREATE = "create";
  public static final String COPY = "copy";
  public static final String RESTORE = "restore";
  public static final String DELETE = "delete";

  /** Makes a read replica. */
  public static final String REPLICATE = "replicate";

  private Tasks() {}
}
