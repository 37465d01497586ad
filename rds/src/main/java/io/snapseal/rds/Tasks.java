package io.snapseal.rds;

/** The names of tasks in the work list. */
final class Tasks {
  static final String CREATE = "create";
  static final String COPY = "copy";
  static final String RESTORE = "restore";
  static final String DELETE = "delete";

  private Tasks() {}
}
