package io.snapseal.rds;

import static io.snapseal.rds.SharingFixture.OTHER;
import static io.snapseal.rds.SharingFixture.arn;
import static io.snapseal.rds.SharingFixture.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Copies and restores of what another account shares, and the keys they need. */
class CopiesBetweenAccountsTest {
  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  /** What the owner's key says of the other account: RDS may use it on that account's behalf. */
  private static String policy(boolean letsOthers) {
    String own =
        "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::%s:root'},'Action':'kms:*','Resource':'*'}"
            .formatted(RdsFixture.ACCOUNT);
    String others =
        ("{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::%s:root'},"
                + "'Action':['kms:DescribeKey','kms:CreateGrant','kms:Decrypt'],'Resource':'*',"
                + "'Condition':{'StringEquals':{'kms:ViaService':'rds.us-east-1.amazonaws.com'}}}")
            .formatted(OTHER);
    return ("{'Version':'2012-10-17','Statement':[" + own + (letsOthers ? "," + others : "") + "]}")
        .replace('\'', '"');
  }

  @Test
  void aPlainSnapshotIsRestoredAndCopiedAndTheCopyStandsOnItsOwn() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      SharingFixture two = new SharingFixture(fixture);
      fixture.createInstance("shop", null);
      fixture.idle();
      two.snapshot("shop", "plain");
      two.share("plain", OTHER);
      assertThat(two.restored("direct", arn("plain"))).isEqualTo(Status.AVAILABLE);
      copy(two.other(), "plain", "mine", null);
      fixture.idle();
      assertThat(two.othersSnapshot("mine"))
          .satisfies(
              mine -> {
                assertThat(mine.status()).isEqualTo(Status.AVAILABLE);
                assertThat(mine.sourceDBSnapshotIdentifier()).isEqualTo(arn("plain"));
                assertThat(mine.snapshotType()).isEqualTo("manual");
              });
      // Shares are not copied along.
      assertThat(two.other().describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier("mine")))
          .satisfies(
              response ->
                  assertThat(
                          response
                              .dbSnapshotAttributesResult()
                              .dbSnapshotAttributes()
                              .get(0)
                              .attributeValues())
                      .isEmpty());

      two.unshare("plain", OTHER);
      assertThatThrownBy(() -> copy(two.other(), "plain", "late", null))
          .isInstanceOf(DbSnapshotNotFoundException.class);
      assertThatThrownBy(() -> two.restored("late", arn("plain")))
          .isInstanceOf(DbSnapshotNotFoundException.class);

      two.owner().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("plain"));
      fixture.idle();
      assertThat(two.problems("mine")).isEmpty();
      assertThat(two.restored("again", "mine")).isEqualTo(Status.AVAILABLE);
    }
  }

  @Test
  void anEncryptedOneIsCopiedByWhoeverMayUseBothKeys() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      SharingFixture two = new SharingFixture(fixture);
      String ownersKey =
          fixture.kms(RdsFixture.FIRST).createKey(r -> r.policy(policy(false))).keyMetadata().arn();
      String othersKey = two.othersKms().createKey(r -> {}).keyMetadata().arn();
      fixture.createInstance("shop", null);
      fixture.idle();
      two.snapshot("shop", "plain");
      two.copyOwn("plain", "sealed", ownersKey);
      two.share("sealed", OTHER);
      RdsClient alice = fixture.rds.as(two.alice());
      String all = "{'Effect':'Allow','Action':['rds:*','kms:*'],'Resource':'*'}";

      fixture.allowAlice(all);
      assertThatThrownBy(() -> copy(alice, "sealed", "mine", othersKey))
          .isInstanceOf(KmsKeyNotAccessibleException.class)
          .hasMessageContaining(ownersKey);
      fixture.kms(RdsFixture.FIRST).putKeyPolicy(r -> r.keyId(ownersKey).policy(policy(true)));
      fixture.allowAlice(
          "{'Effect':'Allow','Action':'rds:*','Resource':'*'}",
          "{'Effect':'Allow','Action':'kms:*','Resource':'" + othersKey + "'}");
      assertThatThrownBy(() -> copy(alice, "sealed", "mine", othersKey))
          .isInstanceOf(KmsKeyNotAccessibleException.class)
          .hasMessageContaining(ownersKey);
      fixture.allowAlice(
          all,
          "{'Effect':'Deny','Action':'rds:CopyDBSnapshot','Resource':'" + arn("sealed") + "'}");
      assertThatThrownBy(() -> copy(alice, "sealed", "mine", othersKey))
          .satisfies(
              e ->
                  assertThat(((RdsException) e).awsErrorDetails().errorCode())
                      .isEqualTo("AccessDenied"));
      fixture.allowAlice(all);
      assertThatThrownBy(() -> copy(alice, "sealed", "mine", null))
          .hasMessageContaining("Must specify new KMS key for cross account");
      assertThatThrownBy(
              () ->
                  alice.restoreDBInstanceFromDBSnapshot(
                      r -> r.dbInstanceIdentifier("direct").dbSnapshotIdentifier(arn("sealed"))))
          .hasMessageContaining("Copy it with a KMS key of your own");
      assertThatThrownBy(() -> fixture.kms.as(two.alice()).describeKey(r -> r.keyId(ownersKey)))
          .isInstanceOf(KmsException.class);
      assertThat(two.othersKms().listGrants(r -> r.keyId(othersKey)).grants()).isEmpty();

      copy(alice, "sealed", "mine", othersKey);
      fixture.idle();
      String database = two.othersSnapshot("mine").dbiResourceId();
      assertThat(two.othersSnapshot("mine"))
          .satisfies(
              mine -> {
                assertThat(mine.status()).isEqualTo(Status.AVAILABLE);
                assertThat(mine.encrypted()).isTrue();
                assertThat(mine.kmsKeyId()).isEqualTo(othersKey);
              });
      assertThat(two.othersKms().listGrants(r -> r.keyId(othersKey)).grants())
          .singleElement()
          .satisfies(
              grant ->
                  assertThat(grant.constraints().encryptionContextSubset())
                      .isEqualTo(Map.of("aws:rds:db-id", database)));
      // Of the owner's key nothing is left with the copier.
      assertThat(fixture.kms(RdsFixture.FIRST).listGrants(r -> r.keyId(ownersKey)).grants())
          .hasSize(1);

      fixture.kms(RdsFixture.FIRST).disableKey(r -> r.keyId(ownersKey));
      two.owner().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("sealed"));
      fixture.idle();
      assertThat(two.problems("mine")).isEmpty();
      assertThat(two.restored("again", "mine")).isEqualTo(Status.AVAILABLE);
    }
  }

  /** From another region in one step, and without a key in the clear, as the source is. */
  @Test
  void accountAndRegionChangeInOneStep() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      SharingFixture two = new SharingFixture(fixture);
      fixture.createInstance("shop", null);
      fixture.idle();
      two.snapshot("shop", "plain");
      RdsClient far = two.other(RdsFixture.SECOND);
      assertThatThrownBy(() -> copy(far, "plain", "mine", null))
          .isInstanceOf(DbSnapshotNotFoundException.class);
      two.share("plain", "all");
      copy(far, "plain", "mine", "alias/aws/rds");
      fixture.idle();
      assertThat(far.describeDBSnapshots(r -> r.dbSnapshotIdentifier("mine")).dbSnapshots())
          .singleElement()
          .satisfies(mine -> assertThat(mine.status()).isEqualTo(Status.AVAILABLE));
    }
  }

  /**
   * What was asked for while it was shared is copied to its end, and keeps its source until then.
   */
  @Test
  void aCopyInFlightIsNotHurt() {
    Gate gate = new Gate();
    try (RdsFixture fixture = new RdsFixture(home, gate)) {
      SharingFixture two = new SharingFixture(fixture);
      fixture.createInstance("shop", null);
      fixture.idle();
      two.snapshot("shop", "plain");
      two.share("plain", OTHER);
      gate.closeAt("before Storage.create");
      copy(two.other(), "plain", "mine", null);
      gate.awaitReached();
      two.unshare("plain", OTHER);
      assertThatThrownBy(() -> two.owner().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("plain")))
          .isInstanceOf(InvalidDbSnapshotStateException.class);
      gate.open();
      fixture.idle();
      two.owner().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("plain"));
      fixture.idle();
      assertThat(two.othersSnapshot("mine").status()).isEqualTo(Status.AVAILABLE);
      assertThat(two.problems("mine")).isEmpty();
    }
  }
}
