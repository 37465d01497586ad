package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Call;
import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;

/**
 * What becomes of a running instance whose key is taken away (RDS user guide, "Encrypting Amazon
 * RDS resources").
 */
class KeyLifeTest {
  @TempDir private Path home;
  private RdsFixture fixture;
  private KmsClient kms;
  private RdsClient rds;
  private String key;

  @BeforeEach
  void open() throws Exception {
    fixture = new RdsFixture(Passable.make(home));
    kms = fixture.kms(RdsFixture.FIRST);
    rds = fixture.client();
    key = kms.createKey(r -> {}).keyMetadata().arn();
    fixture.createInstance("shop", key);
    fixture.idle();
    fixture.sql("shop", "create table words as select 'kept' as word");
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("backup"));
    fixture.idle();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private DBInstance shop() {
    return fixture.instance(RdsFixture.FIRST, "shop");
  }

  private void assertLocked() throws IOException {
    fixture.rounds();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.INACCESSIBLE_RECOVERABLE);
    assertThat(Servers.on(home)).isEmpty();
    assertThat(Servers.mountsBelow(home)).isEmpty();
  }

  private void assertRecovers() throws Exception {
    rds.startDBInstance(r -> r.dbInstanceIdentifier("shop"));
    fixture.idle();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    assertThat(fixture.value("shop", "select word from words")).isEqualTo("kept");
    fixture.rounds();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
  }

  @Test
  void aDisabledKeyStopsItsInstanceAndAnEnabledOneLetsItStart() throws Exception {
    kms.disableKey(r -> r.keyId(key));
    assertLocked();
    assertThatThrownBy(() -> rds.startDBInstance(r -> r.dbInstanceIdentifier("shop")))
        .isInstanceOf(KmsKeyNotAccessibleException.class);
    assertItsSnapshotsAreRefused();
    fixture.rounds();
    kms.enableKey(r -> r.keyId(key));
    fixture.rounds();
    assertThat(shop().dbInstanceStatus())
        .as("AWS waits for StartDBInstance")
        .isEqualTo(Status.INACCESSIBLE_RECOVERABLE);
    assertRecovers();
  }

  private void assertItsSnapshotsAreRefused() {
    assertThatThrownBy(
            () ->
                rds.restoreDBInstanceFromDBSnapshot(
                    r -> r.dbInstanceIdentifier("again").dbSnapshotIdentifier("backup")))
        .isInstanceOf(KmsKeyNotAccessibleException.class);
    assertThatThrownBy(
            () ->
                rds.copyDBSnapshot(
                    r -> r.sourceDBSnapshotIdentifier("backup").targetDBSnapshotIdentifier("copy")))
        .isInstanceOf(KmsKeyNotAccessibleException.class);
  }

  @Test
  void aKeyPendingDeletionStopsItsInstance() throws Exception {
    kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
    assertLocked();
    kms.cancelKeyDeletion(r -> r.keyId(key));
    kms.enableKey(r -> r.keyId(key));
    assertRecovers();
  }

  @Test
  void aRevokedGrantStopsItsInstanceAndAStartMakesItAnew() throws Exception {
    kms.listGrants(r -> r.keyId(key))
        .grants()
        .forEach(grant -> kms.revokeGrant(r -> r.keyId(key).grantId(grant.grantId())));
    assertLocked();
    assertRecovers();
  }

  @Test
  void afterSevenDaysOnlyItsBackupsAreLeft() throws Exception {
    kms.disableKey(r -> r.keyId(key));
    assertLocked();
    fixture.clock.pass(Duration.ofDays(7).plusMinutes(1));
    kms.enableKey(r -> r.keyId(key));
    assertThatThrownBy(() -> rds.startDBInstance(r -> r.dbInstanceIdentifier("shop")))
        .isInstanceOf(InvalidDbInstanceStateException.class);
    fixture.rounds();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.INACCESSIBLE);
    assertThatThrownBy(() -> rds.startDBInstance(r -> r.dbInstanceIdentifier("shop")))
        .isInstanceOf(InvalidDbInstanceStateException.class);
    rds.restoreDBInstanceFromDBSnapshot(
        r ->
            r.dbInstanceIdentifier("again")
                .dbSnapshotIdentifier("backup")
                .backupRetentionPeriod(0));
    fixture.idle();
    assertThat(fixture.value("again", "select word from words")).isEqualTo("kept");
    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
    fixture.idle();
    assertThat(rds.describeDBInstances().dbInstances()).hasSize(1);
  }

  /** The seven days count from when the key was found unusable, however often it is tried again. */
  @Test
  void aRestartOfTheRegionDoesNotBeginTheSevenDaysAnew() throws Exception {
    kms.disableKey(r -> r.keyId(key));
    assertLocked();
    fixture.close();
    fixture = new RdsFixture(home);
    fixture.idle();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.INACCESSIBLE_RECOVERABLE);
    fixture.clock.pass(Duration.ofDays(7));
    fixture.rounds();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.INACCESSIBLE);
  }

  @Test
  void theCheckIsRecordedLikeAnyUseOfAKey() {
    fixture.calls.clear();
    fixture.rounds();
    List<Call> decrypts =
        fixture.calls.stream().filter(call -> call.operation().equals("Decrypt")).toList();
    assertThat(decrypts)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.error()).isEmpty();
              assertThat(call.caller().principalArn()).contains("rds");
              assertThat(((DecryptRequest) call.request()).encryptionContext())
                  .containsEntry("aws:rds:db-id", shop().dbiResourceId());
            });
    kms.disableKey(r -> r.keyId(key));
    fixture.calls.clear();
    fixture.rounds();
    assertThat(fixture.calls)
        .anySatisfy(
            call -> {
              assertThat(call.operation()).isEqualTo("Decrypt");
              assertThat(call.error()).isPresent();
            });
  }
}
