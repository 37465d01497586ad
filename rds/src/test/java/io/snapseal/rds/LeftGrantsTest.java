package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;

/**
 * A region that dies between making a grant and storing what it is for leaves no grant for long.
 */
class LeftGrantsTest {
  private static final String RDS = "rds.us-east-1.amazonaws.com";

  @TempDir private Path home;

  private static void left(KmsClient kms, String key, String name) {
    kms.createGrant(
        r ->
            r.keyId(key)
                .name(name)
                .granteePrincipal(RDS)
                .retiringPrincipal(RDS)
                .operations(GrantOperation.DECRYPT)
                .constraints(c -> c.encryptionContextSubset(Map.of("aws:rds:db-id", name))));
  }

  private static List<String> names(KmsClient kms, String key) {
    return kms.listGrants(r -> r.keyId(key)).grants().stream().map(GrantListEntry::name).toList();
  }

  @Test
  void whatNoRowHoldsIsRetiredAndNothingElse() throws Exception {
    String key;
    List<String> held;
    try (RdsFixture fixture = new RdsFixture(Passable.make(home))) {
      KmsClient kms = fixture.kms(RdsFixture.FIRST);
      key = kms.createKey(r -> {}).keyMetadata().arn();
      fixture.createInstance("shop", key);
      ClusterFixture clusters = new ClusterFixture(fixture);
      clusters.create("orders", r -> r.storageEncrypted(true).kmsKeyId(key));
      fixture
          .client()
          .createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("kept"));
      clusters.take("orders", "kept");
      held = names(kms, key);
      assertThat(held).hasSizeGreaterThanOrEqualTo(4);
      left(kms, key, "db-" + "A".repeat(26));
      left(kms, key, "snap-" + "B".repeat(26));
      left(kms, key, "theirs");
      fixture.rounds();
      assertThat(names(kms, key))
          .as("made by this run: it may still be stored")
          .hasSize(held.size() + 3);
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      fixture.rounds();
      assertThat(names(fixture.kms(RdsFixture.FIRST), key))
          .containsAll(held)
          .contains("theirs")
          .hasSize(held.size() + 1);
    }
  }
}
