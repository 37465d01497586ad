package io.snapseal.rds.event;

import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.rds.model.SourceType;

/**
 * The events that a private region tells of (RDS and Aurora user guides, "Amazon RDS event
 * categories and event messages"), with AWS's ids, categories and messages.
 */
public enum EventKind {
  INSTANCE_BACKING_UP(1, SourceType.DB_INSTANCE, "backup", "Backing up DB instance"),
  INSTANCE_BACKED_UP(2, SourceType.DB_INSTANCE, "backup", "Finished DB Instance backup"),
  INSTANCE_DELETED(3, SourceType.DB_INSTANCE, "deletion", "DB instance deleted"),
  INSTANCE_SHUTDOWN(4, SourceType.DB_INSTANCE, "availability", "DB instance shutdown"),
  INSTANCE_CREATED(5, SourceType.DB_INSTANCE, "creation", "DB instance created"),
  INSTANCE_RESTARTED(6, SourceType.DB_INSTANCE, "availability", "DB instance restarted"),
  INSTANCE_CLASS_CHANGING(
      12,
      SourceType.DB_INSTANCE,
      "configuration change",
      "Applying modification to database instance class"),
  INSTANCE_CLASS_CHANGED(
      14,
      SourceType.DB_INSTANCE,
      "configuration change",
      "Finished applying modification to DB instance class"),
  MASTER_PASSWORD_RESET(
      16, SourceType.DB_INSTANCE, "configuration change", "Reset master credentials"),
  INSTANCE_STORAGE_CHANGED(
      17,
      SourceType.DB_INSTANCE,
      "configuration change",
      "Finished applying modification to allocated storage"),
  RESTORED_TO_TIME(19, SourceType.DB_INSTANCE, "restoration", "Restored from DB instance %s to %s"),
  BACKUPS_DISABLED(
      28, SourceType.DB_INSTANCE, "configuration change", "Automated backups disabled"),
  INSTANCE_FAILED(31, SourceType.DB_INSTANCE, "failure", "DB instance put into %s state"),
  BACKUPS_ENABLED(32, SourceType.DB_INSTANCE, "configuration change", "Automated backups enabled"),
  REPLICATION_RESUMED(
      46, SourceType.DB_INSTANCE, "read replica", "Replication for the Read Replica resumed"),
  REPLICATION_TERMINATED(
      57, SourceType.DB_INSTANCE, "read replica", "Replication streaming has been terminated"),
  INSTANCE_STOPPED(87, SourceType.DB_INSTANCE, "notification", "DB instance stopped"),
  INSTANCE_STARTED(88, SourceType.DB_INSTANCE, "notification", "DB instance started"),
  INSTANCE_STARTED_AFTER_SEVEN_DAYS(
      154,
      SourceType.DB_INSTANCE,
      "notification",
      "DB instance is being started due to it exceeding the maximum allowed time being stopped"),
  PARAMETER_GROUP_CHOSEN(
      11, SourceType.DB_INSTANCE, "configuration change", "Updated to use DBParameterGroup %s"),
  PARAMETER_GROUP_APPLIED(
      92, SourceType.DB_INSTANCE, "configuration change", "Finished updating DB parameter group"),
  PARAMETER_UPDATED(
      37,
      SourceType.DB_PARAMETER_GROUP,
      "configuration change",
      "Updated parameter %s to %s with apply method %s"),
  SNAPSHOT_CREATING(40, SourceType.DB_SNAPSHOT, "creation", "Creating manual snapshot"),
  SNAPSHOT_DELETED(41, SourceType.DB_SNAPSHOT, "deletion", "Deleted user snapshot"),
  SNAPSHOT_CREATED(42, SourceType.DB_SNAPSHOT, "creation", "Manual snapshot created"),
  SNAPSHOT_RESTORED(43, SourceType.DB_SNAPSHOT, "restoration", "Restored from snapshot %s"),
  COPY_FROM_REGION_STARTED(
      59, SourceType.DB_SNAPSHOT, "notification", "Started copy of snapshot %s from region %s"),
  COPY_FROM_REGION_FINISHED(
      60,
      SourceType.DB_SNAPSHOT,
      "notification",
      "Finished copy of snapshot %s from region %s in %s minutes"),
  COPY_FROM_REGION_CANCELED(
      61,
      SourceType.DB_SNAPSHOT,
      "notification",
      "Canceled snapshot copy request of %s from region %s"),
  AUTOMATED_SNAPSHOT_CREATING(
      90, SourceType.DB_SNAPSHOT, "creation", "Creating automated snapshot"),
  AUTOMATED_SNAPSHOT_CREATED(91, SourceType.DB_SNAPSHOT, "creation", "Automated snapshot created"),
  COPY_CANCELED(
      190,
      SourceType.DB_SNAPSHOT,
      "notification",
      "Canceled snapshot copy request of %s in region %s"),
  COPY_STARTED(
      196, SourceType.DB_SNAPSHOT, "notification", "Started copy of snapshot %s in region %s"),
  COPY_FINISHED(
      197, SourceType.DB_SNAPSHOT, "notification", "Finished copy of snapshot %s in region %s"),
  CLUSTER_CREATED(170, SourceType.DB_CLUSTER, "creation", "DB cluster created"),
  CLUSTER_DELETED(171, SourceType.DB_CLUSTER, "deletion", "DB cluster deleted"),
  CLUSTER_STOPPED(150, SourceType.DB_CLUSTER, "notification", "DB cluster stopped"),
  CLUSTER_STARTED(151, SourceType.DB_CLUSTER, "notification", "DB cluster started"),
  CLUSTER_SNAPSHOT_CREATING(
      74, SourceType.DB_CLUSTER_SNAPSHOT, "backup", "Creating manual cluster snapshot"),
  CLUSTER_SNAPSHOT_CREATED(
      75, SourceType.DB_CLUSTER_SNAPSHOT, "backup", "Manual cluster snapshot created"),
  AUTOMATED_CLUSTER_SNAPSHOT_CREATING(
      168, SourceType.DB_CLUSTER_SNAPSHOT, "backup", "Creating automated cluster snapshot"),
  AUTOMATED_CLUSTER_SNAPSHOT_CREATED(
      169, SourceType.DB_CLUSTER_SNAPSHOT, "backup", "Automated cluster snapshot created");

  private final int number;
  private final SourceType source;
  private final String category;
  private final String message;

  EventKind(int number, SourceType source, String category, String message) {
    this.number = number;
    this.source = source;
    this.category = category;
    this.message = message;
  }

  /** For example {@code RDS-EVENT-0042}. */
  public String id() {
    return "RDS-EVENT-%04d".formatted(number);
  }

  public SourceType source() {
    return source;
  }

  public String category() {
    return category;
  }

  /** The message, with the names it has. */
  String message(Object... words) {
    return message.formatted(words);
  }

  /** The categories that a source has here, in alphabetical order. */
  static List<String> categories(SourceType source) {
    return Arrays.stream(values())
        .filter(kind -> kind.source == source)
        .map(EventKind::category)
        .distinct()
        .sorted()
        .toList();
  }

  /** The sources that have events here, in alphabetical order. */
  static List<SourceType> sources() {
    return Arrays.stream(values())
        .map(EventKind::source)
        .distinct()
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .toList();
  }
}
