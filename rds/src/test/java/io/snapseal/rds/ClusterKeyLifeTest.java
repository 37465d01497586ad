package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;

/** What becomes of a running cluster whose key is taken away, as {@link KeyLifeTest}. */
class ClusterKeyLifeTest {
  @TempDir private Path home;
  private RdsFixture fixture;
  private ClusterFixture clusters;
  private KmsClient kms;
  private RdsClient rds;
  private String key;

  @BeforeEach
  void open() throws Exception {
    fixture = new RdsFixture(Passable.make(home));
    clusters = new ClusterFixture(fixture);
    kms = fixture.kms(RdsFixture.FIRST);
    rds = fixture.client();
    key = kms.createKey(r -> {}).keyMetadata().arn();
    ClusterFixture.write(
        clusters.create("shop", r -> r.storageEncrypted(true).kmsKeyId(key)), "kept");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private String status() {
    return clusters.cluster("shop").status();
  }

  private void assertLocked() throws IOException {
    fixture.rounds();
    assertThat(status()).isEqualTo(Status.INACCESSIBLE_RECOVERABLE);
    assertThat(Servers.on(home)).isEmpty();
    assertThat(Servers.mountsBelow(home)).isEmpty();
  }

  private void assertRecovers() throws Exception {
    rds.startDBCluster(r -> r.dbClusterIdentifier("shop"));
    fixture.idle();
    fixture.rounds();
    assertThat(status()).isEqualTo(Status.AVAILABLE);
    assertThat(ClusterFixture.words(clusters.cluster("shop"))).isEqualTo("kept");
  }

  @Test
  void aKeyThatIsTakenAwayStopsItsClusterForSevenDaysAndThenForGood() throws Exception {
    kms.disableKey(r -> r.keyId(key));
    assertLocked();
    assertThatThrownBy(() -> rds.startDBCluster(r -> r.dbClusterIdentifier("shop")))
        .isInstanceOf(KmsKeyNotAccessibleException.class);
    kms.enableKey(r -> r.keyId(key));
    assertRecovers();

    kms.listGrants(r -> r.keyId(key))
        .grants()
        .forEach(grant -> kms.revokeGrant(r -> r.keyId(key).grantId(grant.grantId())));
    assertLocked();
    assertRecovers();

    kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
    assertLocked();
    kms.cancelKeyDeletion(r -> r.keyId(key));
    kms.enableKey(r -> r.keyId(key));
    fixture.clock.pass(Duration.ofDays(7).plusMinutes(1));
    fixture.rounds();
    assertThat(status()).isEqualTo(Status.INACCESSIBLE);
    fixture.close();
    fixture = new RdsFixture(home);
    fixture.idle();
    clusters = new ClusterFixture(fixture);
    rds = fixture.client();
    assertThat(status()).as("a restart does not bring it back").isEqualTo(Status.INACCESSIBLE);
    assertThatThrownBy(() -> rds.startDBCluster(r -> r.dbClusterIdentifier("shop")))
        .isInstanceOf(InvalidDbClusterStateException.class);
  }

  @Test
  void aClusterThatIsStoppedForSevenDaysIsStarted() throws Exception {
    rds.stopDBCluster(r -> r.dbClusterIdentifier("shop"));
    fixture.idle();
    fixture.rounds();
    assertThat(status()).isEqualTo(Status.STOPPED);
    fixture.clock.pass(Duration.ofDays(7));
    fixture.rounds();
    assertThat(status()).isEqualTo(Status.AVAILABLE);
    assertThat(ClusterFixture.words(clusters.cluster("shop"))).isEqualTo("kept");
  }
}
