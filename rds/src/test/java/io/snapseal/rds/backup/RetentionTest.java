package io.snapseal.rds.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.rds.resource.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** When automated snapshots are taken, and how long they are kept. */
class RetentionTest {
  private static final Instant NOW = Instant.parse("2030-01-02T02:15:00Z");

  private static DBInstance instance(String status, int days) {
    return DBInstance.builder()
        .dbInstanceStatus(status)
        .backupRetentionPeriod(days)
        .preferredBackupWindow("02:00-02:30")
        .build();
  }

  private static DBSnapshot snapshot(Instant created, String status) {
    return DBSnapshot.builder().snapshotCreateTime(created).status(status).build();
  }

  @Test
  void aBackupIsDueOnceInEachWindowOfAnAvailableInstance() {
    DBInstance shop = instance(Status.AVAILABLE, 1);
    assertThat(Retention.isDue(shop, List.of(), NOW)).isTrue();
    assertThat(Retention.isDue(shop, List.of(), NOW.plus(Duration.ofHours(1)))).isFalse();
    assertThat(Retention.isDue(instance(Status.STOPPED, 1), List.of(), NOW)).isFalse();
    assertThat(Retention.isDue(instance(Status.AVAILABLE, 0), List.of(), NOW)).isFalse();
    DBSnapshot yesterday = snapshot(NOW.minus(Duration.ofDays(1)), Status.AVAILABLE);
    assertThat(Retention.isDue(shop, List.of(yesterday), NOW)).isTrue();
    DBSnapshot failed = snapshot(NOW.minusSeconds(60), Status.FAILED);
    assertThat(Retention.isDue(shop, List.of(failed), NOW))
        .as("what failed is tried again in the next window, not every half minute")
        .isFalse();
  }

  @Test
  void theNewestWholeOneIsKeptAndNoneEndsWhileTheInstanceIsStopped() {
    DBInstance shop = instance(Status.AVAILABLE, 2);
    DBSnapshot old = snapshot(NOW.minus(Duration.ofDays(9)), Status.AVAILABLE);
    DBSnapshot newer = snapshot(NOW.minus(Duration.ofDays(2)), Status.AVAILABLE);
    DBSnapshot failed = snapshot(NOW.minus(Duration.ofDays(2)).plusSeconds(1), Status.FAILED);
    List<DBSnapshot> all = List.of(old, newer, failed);
    assertThat(Retention.isOver(old, shop, all, NOW)).isTrue();
    assertThat(Retention.isOver(newer, shop, all, NOW)).isFalse();
    assertThat(Retention.isOver(failed, shop, all, NOW)).isFalse();
    assertThat(Retention.isOver(failed, shop, all, NOW.plusSeconds(1))).isTrue();
    assertThat(Retention.isOver(old, instance(Status.STOPPED, 2), all, NOW)).isFalse();
    assertThat(Retention.isOver(newer, instance(Status.AVAILABLE, 0), all, NOW)).isTrue();
  }
}
