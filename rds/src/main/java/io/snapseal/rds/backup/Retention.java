package io.snapseal.rds.backup;

import io.snapseal.rds.resource.DailyWindow;
import io.snapseal.rds.resource.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * When automated snapshots are taken and how long they are kept (RDS user guide, "Working with
 * backups"). Decisions only.
 */
final class Retention {
  /** The window of an instance that was made before there were any. */
  private static final DailyWindow USUAL = new DailyWindow(3 * 60, 30);

  private Retention() {}

  /** For how long an instance's automated backups are kept; a cluster's members have none. */
  static int days(DBInstance instance) {
    Integer days = instance.backupRetentionPeriod();
    return days == null || instance.dbClusterIdentifier() != null ? 0 : days;
  }

  /**
   * Whether an instance's daily backup is due: it is available, its window is open, and nothing was
   * taken since the window opened. A window that was missed is not made up for.
   *
   * @param automated the instance's automated snapshots, whatever became of them
   */
  static boolean isDue(DBInstance instance, Collection<DBSnapshot> automated, Instant now) {
    if (!instance.dbInstanceStatus().equals(Status.AVAILABLE) || days(instance) == 0) {
      return false;
    }
    DailyWindow window = DailyWindow.stored(instance.preferredBackupWindow()).orElse(USUAL);
    Instant opened = window.lastStart(now);
    return window.isOpen(now)
        && automated.stream().noneMatch(one -> !one.snapshotCreateTime().isBefore(opened));
  }

  /**
   * Whether a snapshot of a running instance's automated backup has been kept for long enough. None
   * ends while the instance is stopped, nor ever the newest whole one: something can always be
   * restored. Without a retention period there are no automated backups.
   */
  static boolean isOver(
      DBSnapshot snapshot, DBInstance instance, Collection<DBSnapshot> automated, Instant now) {
    int days = days(instance);
    if (days == 0) {
      return true;
    }
    return !instance.dbInstanceStatus().equals(Status.STOPPED)
        && isOver(snapshot, days, now)
        && newestWhole(automated).filter(snapshot::equals).isEmpty();
  }

  /** Whether a snapshot has been kept for that many days. */
  static boolean isOver(DBSnapshot snapshot, int days, Instant now) {
    return !snapshot.snapshotCreateTime().plus(Duration.ofDays(days)).isAfter(now);
  }

  private static Optional<DBSnapshot> newestWhole(Collection<DBSnapshot> automated) {
    return automated.stream()
        .filter(one -> one.status().equals(Status.AVAILABLE))
        .max(Comparator.comparing(DBSnapshot::snapshotCreateTime));
  }
}
