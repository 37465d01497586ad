package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import io.snapseal.rds.storage.OwnedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;

/** Cluster snapshots and their keys: what the answers say, and what the bytes are. */
class ClusterSnapshotsTest {
  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  private static String code(Throwable thrown) {
    return ((RdsException) thrown).awsErrorDetails().errorCode();
  }

  @Test
  void whatIsNotEncryptedIsSealedByRestoringItWithAKeyAndInNoOtherWay() throws SQLException {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient rds = fixture.client();
      String key = fixture.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().arn();
      ClusterFixture.write(clusters.create("shop", r -> {}), "legacy");
      DBClusterSnapshot legacy = clusters.take("shop", "legacy");
      assertThat(legacy.storageEncrypted()).isFalse();
      assertThat(legacy.storageEncryptionType()).isEqualTo(StorageEncryptionType.NONE);
      assertThat(clusters.sealed("legacy")).isFalse();

      assertThatThrownBy(() -> clusters.copy(rds, "legacy", "no", key))
          .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidParameterCombination"))
          .hasMessageContaining("RestoreDBClusterFromSnapshot with KmsKeyId");
      DBCluster temporary = clusters.restore(rds, "legacy", "temporary", key);
      assertThat(temporary.kmsKeyId()).isEqualTo(key);
      assertThat(temporary.storageEncrypted()).isTrue();
      assertThat(ClusterFixture.words(temporary)).isEqualTo("legacy");
      DBClusterSnapshot sealed = clusters.take("temporary", "sealed");
      assertThat(sealed.kmsKeyId()).isEqualTo(key);
      assertThat(sealed.storageEncryptionType()).isEqualTo(StorageEncryptionType.SSE_KMS);
      assertThat(clusters.sealed("sealed")).isTrue();
      rds.deleteDBCluster(r -> r.dbClusterIdentifier("temporary").skipFinalSnapshot(true));
      fixture.idle();

      DBClusterSnapshot again = clusters.copy(rds, "sealed", "again", null);
      assertThat(again.kmsKeyId()).isEqualTo(key);
      assertThat(again.sourceDBClusterSnapshotArn()).isEqualTo(sealed.dbClusterSnapshotArn());
      DBCluster back = clusters.restore(rds, "again", "back", null);
      assertThat(back.kmsKeyId()).isEqualTo(key);
      assertThat(ClusterFixture.words(back)).isEqualTo("legacy");
      assertThat(fixture.kms(RdsFixture.FIRST).listGrants(r -> r.keyId(key)).grants())
          .as("one for each of two snapshots and the cluster")
          .hasSize(3);
    }
  }

  @Test
  void whoeverControlsTheKeyControlsTheSnapshot() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient rds = fixture.client();
      String key = fixture.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().arn();
      clusters.create("vault", r -> r.storageEncrypted(true).kmsKeyId(key));
      clusters.take("vault", "vault");
      fixture.allowAlice("{'Effect':'Allow','Action':'rds:*','Resource':'*'}");
      assertThatThrownBy(() -> clusters.restore(fixture.alice(), "vault", "hers", null))
          .isInstanceOf(KmsKeyNotAccessibleException.class);
      assertThatThrownBy(() -> clusters.copy(fixture.alice(), "vault", "hers", "alias/aws/rds"))
          .isInstanceOf(KmsKeyNotAccessibleException.class);
      fixture.allowAlice("{'Effect':'Allow','Action':'kms:*','Resource':'*'}");
      assertThatThrownBy(() -> clusters.restore(fixture.alice(), "vault", "hers", null))
          .satisfies(e -> assertThat(code(e)).isEqualTo("AccessDenied"));

      fixture.kms(RdsFixture.FIRST).disableKey(r -> r.keyId(key));
      assertThatThrownBy(() -> clusters.restore(rds, "vault", "no", null))
          .isInstanceOf(KmsKeyNotAccessibleException.class);
      assertThatThrownBy(() -> clusters.copy(rds, "vault", "no", null))
          .isInstanceOf(KmsKeyNotAccessibleException.class);
      rds.stopDBCluster(r -> r.dbClusterIdentifier("vault"));
      fixture.idle();
      assertThatThrownBy(() -> rds.startDBCluster(r -> r.dbClusterIdentifier("vault")))
          .isInstanceOf(KmsKeyNotAccessibleException.class);
      assertThat(clusters.cluster("vault").status()).isEqualTo(Status.STOPPED);
      fixture.kms(RdsFixture.FIRST).enableKey(r -> r.keyId(key));
      rds.startDBCluster(r -> r.dbClusterIdentifier("vault"));
      fixture.idle();
      assertThat(clusters.cluster("vault").status()).isEqualTo(Status.AVAILABLE);
    }
  }

  @Test
  void anotherRegionNeedsAKeyOfItsOwn() throws SQLException {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient abroad = fixture.client(RdsFixture.SECOND);
      String key = fixture.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().arn();
      String other = fixture.kms(RdsFixture.SECOND).createKey(r -> {}).keyMetadata().arn();
      ClusterFixture.write(
          clusters.create("vault", r -> r.storageEncrypted(true).kmsKeyId(key)), "gold");
      String arn = clusters.take("vault", "vault").dbClusterSnapshotArn();
      assertThatThrownBy(() -> clusters.copy(abroad, arn, "landed", null))
          .hasMessageContaining("Must specify new KMS key for cross region");
      assertThatThrownBy(() -> clusters.copy(abroad, arn, "landed", key))
          .isInstanceOf(KmsKeyNotAccessibleException.class);
      assertThatThrownBy(() -> clusters.copy(abroad, "vault", "landed", other))
          .isInstanceOf(DbClusterSnapshotNotFoundException.class);
      assertThatThrownBy(() -> clusters.restore(abroad, arn, "landed", other))
          .isInstanceOf(DbClusterSnapshotNotFoundException.class);
      assertThat(clusters.copy(abroad, arn, "landed", other))
          .satisfies(
              landed -> {
                assertThat(landed.status()).isEqualTo(Status.AVAILABLE);
                assertThat(landed.kmsKeyId()).isEqualTo(other);
                assertThat(landed.sourceDBClusterSnapshotArn()).isEqualTo(arn);
              });
      fixture.kms(RdsFixture.FIRST).disableKey(r -> r.keyId(key));
      DBCluster back = clusters.restore(abroad, "landed", "landed", null);
      assertThat(ClusterFixture.words(back)).isEqualTo("gold");
    }
  }

  /** Since February 2026: every new cluster is encrypted, under a key that nobody sees. */
  @Test
  void aClusterThatNamesNoKeyIsUnderAnAwsOwnedOne() throws SQLException {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient rds = fixture.client();
      String key = fixture.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().arn();
      DBCluster made = clusters.create("shop", r -> r.storageEncrypted(null));
      assertThat(made.storageEncryptionType()).isEqualTo(StorageEncryptionType.SSE_RDS);
      assertThat(made.kmsKeyId()).isNull();
      assertThat(made.storageEncrypted()).isFalse();
      ClusterFixture.write(made, "quiet");
      DBClusterSnapshot taken = clusters.take("shop", "taken");
      assertThat(taken.storageEncryptionType()).isEqualTo(StorageEncryptionType.SSE_RDS);
      assertThat(clusters.sealed("taken")).isTrue();
      assertThat(fixture.kms(RdsFixture.FIRST).listKeys().keys())
          .as("the account sees its own key only")
          .hasSize(1);
      String owned =
          "arn:aws:kms:us-east-1:%s:key/%s".formatted(OwnedKeys.ACCOUNT, ownedKey(fixture));
      assertThatThrownBy(() -> fixture.kms(RdsFixture.FIRST).disableKey(r -> r.keyId(owned)))
          .isInstanceOf(KmsException.class);
      assertThatThrownBy(() -> fixture.kms(RdsFixture.FIRST).describeKey(r -> r.keyId(owned)))
          .isInstanceOf(KmsException.class);

      assertThatThrownBy(() -> clusters.copy(rds, "taken", "no", key))
          .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidParameterCombination"));
      for (String who : new String[] {"all", SharingFixture.OTHER}) {
        assertThatThrownBy(
                () ->
                    rds.modifyDBClusterSnapshotAttribute(
                        r ->
                            r.dbClusterSnapshotIdentifier("taken")
                                .attributeName("restore")
                                .valuesToAdd(who)))
            .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidDBClusterSnapshotStateFault"));
      }
      RdsClient abroad = fixture.client(RdsFixture.SECOND);
      assertThat(clusters.copy(abroad, taken.dbClusterSnapshotArn(), "landed", null))
          .satisfies(
              landed -> {
                assertThat(landed.status()).isEqualTo(Status.AVAILABLE);
                assertThat(landed.storageEncryptionType()).isEqualTo(StorageEncryptionType.SSE_RDS);
              });
      assertThat(ClusterFixture.words(clusters.restore(abroad, "landed", "landed", null)))
          .isEqualTo("quiet");
      DBCluster own = clusters.restore(rds, "taken", "own", key);
      assertThat(own.kmsKeyId()).isEqualTo(key);
      assertThat(ClusterFixture.words(own)).isEqualTo("quiet");
    }
  }

  private static String ownedKey(RdsFixture fixture) {
    return fixture
        .kms
        .as(io.snapseal.iam.Caller.root(OwnedKeys.ACCOUNT, RdsFixture.FIRST, "test"))
        .listKeys()
        .keys()
        .get(0)
        .keyId();
  }

  @Test
  void snapshotsAreListedFilteredPagedTaggedAndDeleted() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient rds = fixture.client();
      DBCluster made = clusters.create("shop", r -> {});
      clusters.take("shop", "s0");
      assertThatThrownBy(() -> clusters.take("shop", "s0"))
          .isInstanceOf(DbClusterSnapshotAlreadyExistsException.class);
      for (int i = 1; i <= 20; i++) {
        String id = "s" + i;
        rds.copyDBClusterSnapshot(
            r -> r.sourceDBClusterSnapshotIdentifier("s0").targetDBClusterSnapshotIdentifier(id));
      }
      fixture.idle();
      String next = rds.describeDBClusterSnapshots(r -> r.maxRecords(20)).marker();
      assertThat(
              rds.describeDBClusterSnapshots(r -> r.maxRecords(20).marker(next))
                  .dbClusterSnapshots())
          .hasSize(1);
      assertThat(
              rds.describeDBClusterSnapshots(
                      r ->
                          r.filters(
                              Filter.builder()
                                  .name("db-cluster-id")
                                  .values(made.dbClusterArn())
                                  .build(),
                              Filter.builder()
                                  .name("db-cluster-snapshot-id")
                                  .values("s3", "s4")
                                  .build()))
                  .dbClusterSnapshots())
          .extracting(DBClusterSnapshot::dbClusterSnapshotIdentifier)
          .containsExactly("s3", "s4");
      assertThat(
              rds.describeDBClusterSnapshots(r -> r.snapshotType("automated")).dbClusterSnapshots())
          .isEmpty();
      assertThat(rds.describeDBSnapshots().dbSnapshots()).as("another kind").isEmpty();
      rds.deleteDBClusterSnapshot(r -> r.dbClusterSnapshotIdentifier("s3"));
      fixture.idle();
      assertThatThrownBy(() -> ClusterFixture.snapshot(rds, "s3"))
          .satisfies(e -> assertThat(code(e)).isEqualTo("DBClusterSnapshotNotFoundFault"));
      assertThatThrownBy(
              () ->
                  rds.describeDBClusterSnapshots(
                      r ->
                          r.dbClusterSnapshotIdentifier(
                              "arn:aws:rds:us-east-1:123456789012:snapshot:s1")))
          .hasMessageContaining("Not the ARN of a DB cluster snapshot");
    }
  }
}
