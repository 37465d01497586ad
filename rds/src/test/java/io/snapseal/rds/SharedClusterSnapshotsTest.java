package io.snapseal.rds;

import static io.snapseal.rds.ClusterFixture.arn;
import static io.snapseal.rds.SharingFixture.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.SharedSnapshotQuotaExceededException;
import software.amazon.awssdk.services.rds.model.Tag;

/** Cluster snapshots between accounts: who sees them, who may use them, and whose key decides. */
class SharedClusterSnapshotsTest {
  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  private static void share(RdsFixture fixture, String id, String... accounts) {
    fixture
        .client()
        .modifyDBClusterSnapshotAttribute(
            r -> r.dbClusterSnapshotIdentifier(id).attributeName("restore").valuesToAdd(accounts));
  }

  /** What the owner's key says of the other account: RDS may use it on that account's behalf. */
  private static String policy(boolean letsOthers) {
    String own =
        "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::%s:root'},'Action':'kms:*','Resource':'*'}"
            .formatted(RdsFixture.ACCOUNT);
    String others =
        ",{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::%s:root'},'Action':['kms:DescribeKey','kms:CreateGrant','kms:Decrypt','kms:GenerateDataKey*','kms:Encrypt','kms:ReEncrypt*','kms:RetireGrant'],'Resource':'*'}"
            .formatted(OTHER);
    return ("{'Version':'2012-10-17','Statement':[" + own + (letsOthers ? others : "") + "]}")
        .replace('\'', '"');
  }

  @Test
  void whatIsNotSharedIsNotThere() throws SQLException {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient other = new SharingFixture(fixture).other();
      ClusterFixture.write(clusters.create("shop", r -> {}), "common");
      fixture
          .client()
          .createDBClusterSnapshot(
              r ->
                  r.dbClusterIdentifier("shop")
                      .dbClusterSnapshotIdentifier("plain")
                      .tags(Tag.builder().key("secret").value("tag").build()));
      fixture.idle();
      for (String id : List.of(arn("plain"), arn("nowhere"))) {
        assertThatThrownBy(() -> ClusterFixture.snapshot(other, id))
            .isInstanceOf(DbClusterSnapshotNotFoundException.class)
            .hasMessageContaining(id);
        assertThatThrownBy(() -> clusters.restore(other, id, "theirs", null))
            .isInstanceOf(DbClusterSnapshotNotFoundException.class);
        assertThatThrownBy(() -> clusters.copy(other, id, "theirs", null))
            .isInstanceOf(DbClusterSnapshotNotFoundException.class);
      }
      share(fixture, "plain", OTHER);
      List<DBClusterSnapshot> seen =
          other.describeDBClusterSnapshots(r -> r.includeShared(true)).dbClusterSnapshots();
      assertThat(seen)
          .singleElement()
          .satisfies(
              snapshot -> {
                assertThat(snapshot.dbClusterSnapshotIdentifier()).isEqualTo(arn("plain"));
                assertThat(snapshot.snapshotType()).isEqualTo("shared");
                assertThat(snapshot.tagList()).isEmpty();
              });
      assertThat(other.describeDBClusterSnapshots().dbClusterSnapshots()).isEmpty();
      assertThatThrownBy(
              () -> other.deleteDBClusterSnapshot(r -> r.dbClusterSnapshotIdentifier(arn("plain"))))
          .satisfies(e -> assertThat(e).hasMessageContaining("not authorized"));
      DBCluster theirs = clusters.restore(other, arn("plain"), "theirs", null);
      assertThat(ClusterFixture.words(theirs)).isEqualTo("common");
      assertThat(clusters.copy(other, arn("plain"), "mine", null).sourceDBClusterSnapshotArn())
          .isEqualTo(arn("plain"));
      fixture
          .client()
          .modifyDBClusterSnapshotAttribute(
              r ->
                  r.dbClusterSnapshotIdentifier("plain")
                      .attributeName("restore")
                      .valuesToRemove(OTHER));
      assertThatThrownBy(() -> clusters.restore(other, arn("plain"), "late", null))
          .isInstanceOf(DbClusterSnapshotNotFoundException.class);
    }
  }

  @Test
  void anEncryptedOneIsRestoredDirectlyByWhomeverItsKeyLetsIn() throws SQLException {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      SharingFixture two = new SharingFixture(fixture);
      String key =
          fixture.kms(RdsFixture.FIRST).createKey(r -> r.policy(policy(false))).keyMetadata().arn();
      String theirKey = two.othersKms().createKey(r -> {}).keyMetadata().arn();
      ClusterFixture.write(
          clusters.create("vault", r -> r.storageEncrypted(true).kmsKeyId(key)), "gold");
      clusters.take("vault", "vault");
      share(fixture, "vault", OTHER);
      assertThatThrownBy(() -> clusters.restore(two.other(), arn("vault"), "theirs", theirKey))
          .isInstanceOf(KmsKeyNotAccessibleException.class)
          .hasMessageContaining(key);
      fixture.kms(RdsFixture.FIRST).putKeyPolicy(r -> r.keyId(key).policy(policy(true)));
      DBCluster theirs = clusters.restore(two.other(), arn("vault"), "theirs", theirKey);
      assertThat(theirs.kmsKeyId()).isEqualTo(theirKey);
      assertThat(ClusterFixture.words(theirs)).isEqualTo("gold");
      DBCluster same = clusters.restore(two.other(), arn("vault"), "same", null);
      assertThat(same.kmsKeyId()).isEqualTo(key);
      assertThat(ClusterFixture.words(same)).isEqualTo("gold");
      assertThatThrownBy(() -> clusters.copy(two.other(), arn("vault"), "mine", null))
          .hasMessageContaining("Must specify new KMS key for cross account");
      clusters.copy(two.other(), arn("vault"), "mine", theirKey);
      assertThat(clusters.sealed(new Scope(OTHER, RdsFixture.FIRST), "mine")).isTrue();

      fixture.kms(RdsFixture.FIRST).disableKey(r -> r.keyId(key));
      assertThat(ClusterFixture.words(clusters.restore(two.other(), "mine", "own", null)))
          .isEqualTo("gold");
    }
  }

  @Test
  void noEncryptedOneIsPublicNoneUnderTheDefaultKeyIsSharedAndTwentyAreEnough() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      String key = fixture.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().arn();
      clusters.create("managed", r -> r.storageEncrypted(true));
      clusters.take("managed", "managed");
      assertThatThrownBy(() -> share(fixture, "managed", OTHER))
          .isInstanceOf(InvalidDbClusterSnapshotStateException.class)
          .hasMessageContaining("default service key");
      clusters.copy(fixture.client(), "managed", "sealed", key);
      assertThatThrownBy(() -> share(fixture, "sealed", "all"))
          .isInstanceOf(InvalidDbClusterSnapshotStateException.class)
          .hasMessageContaining("cannot be shared publicly");
      String[] twenty =
          IntStream.range(0, 20).mapToObj("2222222222%02d"::formatted).toArray(String[]::new);
      share(fixture, "sealed", twenty);
      assertThatThrownBy(() -> share(fixture, "sealed", OTHER))
          .isInstanceOf(SharedSnapshotQuotaExceededException.class);
      assertThat(
              fixture
                  .client()
                  .describeDBClusterSnapshotAttributes(r -> r.dbClusterSnapshotIdentifier("sealed"))
                  .dbClusterSnapshotAttributesResult()
                  .dbClusterSnapshotAttributes()
                  .get(0)
                  .attributeValues())
          .hasSize(20);
    }
  }
}
