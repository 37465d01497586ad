package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.state.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * A change of several related keys is whole or not there: the database refuses one of its writes,
 * each in turn, and nothing of the change may be left.
 */
class KmsCrashTest {
  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient kms;
  private KmsClient second;
  private String id;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    kms = fixture.client();
    second = fixture.client(KmsFixture.SECOND);
    id = kms.createKey(r -> r.multiRegion(true)).keyMetadata().keyId();
    kms.replicateKey(r -> r.keyId(id).replicaRegion(KmsFixture.SECOND));
    kms.enableKeyRotation(r -> r.keyId(id).rotationPeriodInDays(90));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<Row<KeyMetadata, KeyInternals>> stored() {
    return fixture.state.read(Keys.KEYS::everywhere);
  }

  /** The call fails wherever it writes to a row of that region, and leaves everything as it was. */
  private void assertUndone(Runnable call) {
    List<Row<KeyMetadata, KeyInternals>> before = stored();
    SdkBytes blob = kms.encrypt(r -> r.keyId(id).plaintext(bytes("x"))).ciphertextBlob();
    int refused = 0;
    for (String region : List.of(KmsFixture.REGION, KmsFixture.SECOND, KmsFixture.THIRD)) {
      for (String write : List.of("insert", "update", "delete")) {
        String row = write.equals("delete") ? "old" : "new";
        run(
            "create trigger broken after %s on resource when %s.region = '%s' begin"
                    .formatted(write, row, region)
                + " select raise(abort, 'broken'); end");
        try {
          call.run();
        } catch (RuntimeException e) {
          assertThat(e).hasStackTraceContaining("broken");
          refused++;
          run("drop trigger broken");
          assertThat(stored()).as("%s in %s", write, region).isEqualTo(before);
          assertThat(second.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(bytes("x"));
          continue;
        }
        // The call has no such write. It is done now: what remains is not a test of it.
        run("drop trigger broken");
        restore(before);
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(2);
  }

  private void restore(List<Row<KeyMetadata, KeyInternals>> before) {
    fixture.state.change(
        handle -> {
          handle.execute("delete from resource where kind = 'kms-key'");
          before.forEach(row -> Keys.KEYS.insert(handle, row));
        });
  }

  private void run(String statement) {
    fixture.state.change(handle -> handle.execute(statement));
  }

  @Test
  void aRotationOnDemand() {
    assertUndone(() -> kms.rotateKeyOnDemand(r -> r.keyId(id)));
  }

  @Test
  void aReplication() {
    assertUndone(() -> kms.replicateKey(r -> r.keyId(id).replicaRegion(KmsFixture.THIRD)));
  }

  @Test
  void aChangeOfThePrimaryRegion() {
    assertUndone(() -> kms.updatePrimaryRegion(r -> r.keyId(id).primaryRegion(KmsFixture.SECOND)));
  }

  @Test
  void anAutomaticRotation() {
    fixture.clock.advance(Duration.ofDays(89));
    List<Row<KeyMetadata, KeyInternals>> before = stored();
    fixture.clock.advance(Duration.ofDays(1));
    run(
        "create trigger broken after update on resource when new.region = 'eu-west-1' begin"
            + " select raise(abort, 'broken'); end");

    assertThatThrownBy(() -> fixture.kms.removeDue()).hasStackTraceContaining("broken");

    assertThat(stored()).isEqualTo(before);
    run("drop trigger broken");
    fixture.kms.removeDue();
    assertThat(stored()).allSatisfy(row -> assertThat(row.internal().materials()).hasSize(2));
  }

  @Test
  void theEndOfAReplica() {
    second.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));
    kms.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));
    List<Row<KeyMetadata, KeyInternals>> before = stored();
    fixture.clock.advance(Duration.ofDays(7));
    run(
        "create trigger broken after update on resource when new.region = 'us-east-1' begin"
            + " select raise(abort, 'broken'); end");

    assertThatThrownBy(() -> fixture.kms.removeDue()).hasStackTraceContaining("broken");

    assertThat(stored()).isEqualTo(before);
    run("drop trigger broken");
    assertThat(fixture.kms.removeDue()).isEqualTo(1);
    assertThat(stored()).hasSize(1);
  }
}
