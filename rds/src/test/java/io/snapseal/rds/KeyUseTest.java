package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.policy.Identity;
import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;

/**
 * RDS uses keys on behalf of whoever asks, and then by grants (RDS user guide, "AWS KMS key
 * management").
 */
class KeyUseTest {
  private static final String ROOT =
      "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::123456789012:root'},'Action':'kms:*','Resource':'*'}";
  private static final String DESCRIBES =
      "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::123456789012:user/alice'},"
          + "'Action':'kms:DescribeKey','Resource':'*'}";
  private static final String GRANTS =
      "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::123456789012:user/alice'},"
          + "'Action':'kms:CreateGrant','Resource':'*',"
          + "'Condition':{'Bool':{'kms:GrantIsForAWSResource':true}}}";

  @TempDir private Path home;
  private RdsFixture fixture;
  private RdsClient alice;
  private KmsClient kms;
  private String key;

  @BeforeEach
  void open() throws IOException {
    Passable.make(home);
    fixture = new RdsFixture(home);
    alice =
        fixture.rds.as(
            Caller.local(
                Identity.user(RdsFixture.ACCOUNT, "alice"), "AIDA1", RdsFixture.FIRST, "r"));
    kms = fixture.kms(RdsFixture.FIRST);
    key = kms.createKey(r -> r.policy(policy(ROOT, DESCRIBES))).keyMetadata().arn();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String policy(String... statements) {
    return ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}")
        .replace('\'', '"');
  }

  private void create() {
    alice.createDBInstance(
        r ->
            r.dbInstanceIdentifier("shop")
                .engine("postgres")
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername("keeper")
                .masterUserPassword("correct-horse")
                .backupRetentionPeriod(0) // a backup has a grant of its own
                .kmsKeyId(key));
  }

  private List<GrantListEntry> grants() {
    return kms.listGrants(r -> r.keyId(key)).grants();
  }

  @Test
  void whoMayNotGrantMayNotEncrypt() {
    assertThatThrownBy(this::create).isInstanceOf(KmsKeyNotAccessibleException.class);
    fixture.createInstance("plain", null);
    fixture.idle();
    alice.createDBSnapshot(r -> r.dbInstanceIdentifier("plain").dbSnapshotIdentifier("plain"));
    fixture.idle();
    assertThatThrownBy(
            () ->
                alice.copyDBSnapshot(
                    r ->
                        r.sourceDBSnapshotIdentifier("plain")
                            .targetDBSnapshotIdentifier("sealed")
                            .kmsKeyId(key)))
        .isInstanceOf(KmsKeyNotAccessibleException.class);
    assertThat(grants()).isEmpty();
  }

  @Test
  void eachResourceHasItsGrantAndNothingOpensWithoutIt() {
    kms.putKeyPolicy(r -> r.keyId(key).policy(policy(ROOT, DESCRIBES, GRANTS)));
    create();
    fixture.idle();
    String database = fixture.instance(RdsFixture.FIRST, "shop").dbiResourceId();
    assertThat(grants())
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.granteePrincipal()).isEqualTo("rds.us-east-1.amazonaws.com");
              assertThat(grant.constraints().encryptionContextSubset())
                  .isEqualTo(Map.of("aws:rds:db-id", database));
            });

    alice.deleteDBInstance(r -> r.dbInstanceIdentifier("shop").finalDBSnapshotIdentifier("last"));
    fixture.idle();
    assertThat(fixture.snapshot(RdsFixture.FIRST, "last").status()).isEqualTo(Status.AVAILABLE);
    String ofSnapshot = grants().get(0).grantId();
    assertThat(grants()).hasSize(1);

    alice.restoreDBInstanceFromDBSnapshot(
        r -> r.dbInstanceIdentifier("again").dbSnapshotIdentifier("last"));
    fixture.idle();
    assertThat(fixture.instance(RdsFixture.FIRST, "again").dbInstanceStatus())
        .isEqualTo(Status.AVAILABLE);

    kms.revokeGrant(r -> r.keyId(key).grantId(ofSnapshot));
    alice.restoreDBInstanceFromDBSnapshot(
        r -> r.dbInstanceIdentifier("never").dbSnapshotIdentifier("last"));
    fixture.idle();
    assertThat(fixture.instance(RdsFixture.FIRST, "never").dbInstanceStatus())
        .isEqualTo(Status.FAILED);

    for (String id : List.of("again", "never")) {
      alice.deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true));
    }
    alice.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("last"));
    fixture.idle();
    assertThat(grants()).isEmpty();
  }

  /** A copy goes under another key, with a grant of its own; the old key is then not needed. */
  @Test
  void aCopyStandsOnItsOwn() {
    kms.putKeyPolicy(r -> r.keyId(key).policy(policy(ROOT, DESCRIBES, GRANTS)));
    create();
    fixture.idle();
    alice.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("old"));
    fixture.idle();
    String other =
        kms.createKey(r -> r.policy(policy(ROOT, DESCRIBES, GRANTS))).keyMetadata().arn();
    alice.copyDBSnapshot(
        r ->
            r.sourceDBSnapshotIdentifier("old").targetDBSnapshotIdentifier("copy").kmsKeyId(other));
    fixture.idle();
    assertThat(kms.listGrants(r -> r.keyId(other)).grants()).hasSize(1);
    kms.disableKey(r -> r.keyId(key));
    alice.restoreDBInstanceFromDBSnapshot(
        r -> r.dbInstanceIdentifier("again").dbSnapshotIdentifier("copy"));
    fixture.idle();
    assertThat(fixture.instance(RdsFixture.FIRST, "again").dbInstanceStatus())
        .isEqualTo(Status.AVAILABLE);
  }
}
