package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceAutomatedBackupNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceAutomatedBackupStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;

/** Automated backups (RDS user guide, "Working with backups"). */
class AutomatedBackupsTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final Instant IN_WINDOW = Instant.parse("2030-01-02T02:15:00Z");

  @TempDir private Path home;
  private RdsFixture fixture;
  private RdsClient rds;

  @BeforeEach
  void open() throws IOException {
    fixture = new RdsFixture(Passable.make(home));
    rds = fixture.client();
    fixture.clock.set(NOON);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void create(@Nullable Integer retentionDays) {
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("shop")
                .engine("postgres")
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername("alice")
                .masterUserPassword("correct-horse")
                .preferredBackupWindow("02:00-02:30")
                .preferredMaintenanceWindow("sun:05:00-sun:06:00")
                .backupRetentionPeriod(retentionDays));
    fixture.idle();
  }

  private List<DBSnapshot> automated() {
    return rds.describeDBSnapshots(r -> r.snapshotType("automated")).dbSnapshots();
  }

  private List<DBInstanceAutomatedBackup> backups() {
    return rds.describeDBInstanceAutomatedBackups(r -> {}).dbInstanceAutomatedBackups();
  }

  @Test
  void theFirstIsTakenBeforeTheInstanceIsAvailableAndKeptForADayByDefault() {
    create(null);
    assertThat(fixture.instance(RdsFixture.FIRST, "shop"))
        .satisfies(shop -> assertThat(shop.dbInstanceStatus()).isEqualTo(Status.AVAILABLE))
        .satisfies(shop -> assertThat(shop.backupRetentionPeriod()).isEqualTo(1));
    assertThat(automated())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.dbSnapshotIdentifier()).matches("rds:shop-2030-01-01-12-\\d\\d");
              assertThat(one.status()).isEqualTo(Status.AVAILABLE);
              assertThat(one.snapshotType()).isEqualTo("automated");
            });
    assertThat(backups())
        .singleElement()
        .satisfies(
            backup -> {
              assertThat(backup.status()).isEqualTo("active");
              assertThat(backup.restoreWindow()).isNull();
              assertThat(backup.dbInstanceAutomatedBackupsArn()).contains(":auto-backup:ab-");
            });
  }

  @Test
  void oneIsTakenInEachWindowAndKeptForTheRetentionPeriod() {
    create(1);
    fixture.clock.set(IN_WINDOW.minus(Duration.ofMinutes(20)));
    fixture.rounds();
    assertThat(automated()).hasSize(1);
    fixture.clock.set(IN_WINDOW);
    fixture.rounds();
    fixture.rounds();
    assertThat(automated()).hasSize(2);
    fixture.clock.set(NOON.plus(Duration.ofDays(1)).plus(Duration.ofHours(1)));
    fixture.rounds();
    assertThat(automated())
        .singleElement()
        .satisfies(one -> assertThat(one.snapshotCreateTime()).isAfter(IN_WINDOW.minusSeconds(60)));
    fixture.clock.pass(Duration.ofDays(30));
    rds.stopDBInstance(r -> r.dbInstanceIdentifier("shop"));
    fixture.rounds();
    assertThat(automated()).as("the newest is never removed").hasSize(1);
  }

  @Test
  void withoutARetentionPeriodThereAreNone() {
    create(0);
    fixture.clock.set(IN_WINDOW);
    fixture.rounds();
    assertThat(automated()).isEmpty();
    assertThat(backups()).isEmpty();
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier("shop").backupRetentionPeriod(3));
    fixture.rounds();
    assertThat(automated()).as("on and off wait for the maintenance window").isEmpty();
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier("shop").applyImmediately(true));
    fixture.idle();
    assertThat(automated()).hasSize(1);
    assertThat(fixture.instance(RdsFixture.FIRST, "shop").dbInstanceStatus())
        .isEqualTo(Status.AVAILABLE);
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("shop").backupRetentionPeriod(0).applyImmediately(true));
    fixture.idle();
    fixture.rounds();
    assertThat(automated()).isEmpty();
  }

  @Test
  void automatedSnapshotsAreCopiedAndRestoredButNotDeletedOrShared() {
    create(1);
    String id = automated().get(0).dbSnapshotIdentifier();
    assertThatThrownBy(() -> rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier(id)))
        .isInstanceOf(InvalidDbSnapshotStateException.class)
        .hasMessageContaining("utomated snapshots cannot be deleted");
    assertThatThrownBy(
            () ->
                rds.modifyDBSnapshotAttribute(
                    r ->
                        r.dbSnapshotIdentifier(id)
                            .attributeName("restore")
                            .valuesToAdd("210987654321")))
        .isInstanceOf(InvalidDbSnapshotStateException.class);
    rds.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(id).targetDBSnapshotIdentifier("copy"));
    fixture.idle();
    assertThat(fixture.snapshot(RdsFixture.FIRST, "copy").snapshotType()).isEqualTo("manual");
    rds.restoreDBInstanceFromDBSnapshot(
        r -> r.dbInstanceIdentifier("again").dbSnapshotIdentifier(id));
    fixture.idle();
    assertThat(fixture.instance(RdsFixture.FIRST, "again").backupRetentionPeriod())
        .as("that of the snapshot's instance")
        .isEqualTo(1);
  }

  @Test
  void theyGoWithTheirInstance() {
    create(1);
    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("shop").finalDBSnapshotIdentifier("last"));
    fixture.idle();
    assertThat(automated()).isEmpty();
    assertThat(backups()).isEmpty();
    assertThat(fixture.snapshot(RdsFixture.FIRST, "last").status()).isEqualTo(Status.AVAILABLE);
  }

  @Test
  void retainedOnesOutliveTheirInstanceUntilTheyExpire() {
    create(3);
    String resourceId = fixture.instance(RdsFixture.FIRST, "shop").dbiResourceId();
    assertThatThrownBy(() -> rds.deleteDBInstanceAutomatedBackup(r -> r.dbiResourceId(resourceId)))
        .isInstanceOf(InvalidDbInstanceAutomatedBackupStateException.class);
    retain();
    assertThat(
            rds.describeDBInstanceAutomatedBackups(
                    r -> r.filters(Filter.builder().name("status").values("retained").build()))
                .dbInstanceAutomatedBackups())
        .singleElement()
        .satisfies(backup -> assertThat(backup.dbiResourceId()).isEqualTo(resourceId));
    fixture.rounds();
    assertThat(automated()).hasSize(1);
    fixture.clock.pass(Duration.ofDays(3));
    fixture.rounds();
    assertThat(automated()).isEmpty();
    assertThat(backups()).isEmpty();
  }

  @Test
  void aRetainedBackupIsDeletedByItsArn() {
    create(3);
    retain();
    String arn = backups().get(0).dbInstanceAutomatedBackupsArn();
    rds.deleteDBInstanceAutomatedBackup(r -> r.dbInstanceAutomatedBackupsArn(arn));
    fixture.idle();
    assertThat(automated()).isEmpty();
    assertThatThrownBy(
            () -> rds.deleteDBInstanceAutomatedBackup(r -> r.dbInstanceAutomatedBackupsArn(arn)))
        .isInstanceOf(DbInstanceAutomatedBackupNotFoundException.class);
  }

  private void retain() {
    rds.deleteDBInstance(
        r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true).deleteAutomatedBackups(false));
    fixture.idle();
    assertThat(automated()).hasSize(1);
  }
}
