package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** A key past its waiting period is gone, whether or not anybody asks for it. */
class KeyDeletionTest {
  private static final Scope SCOPE = new Scope(KmsFixture.ACCOUNT, KmsFixture.REGION);
  private static final Duration WAIT = Duration.ofDays(7);

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient kms;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    kms = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private String doomed(KmsClient client, String alias) {
    String key = client.createKey(r -> {}).keyMetadata().keyId();
    client.createAlias(r -> r.aliasName(alias).targetKeyId(key));
    client.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
    return key;
  }

  private List<Row<KeyMetadata, KeyInternals>> stored() {
    return fixture.state.read(Keys.KEYS::everywhere);
  }

  @Test
  void theSweepRemovesWhatIsDueInEveryRegionAndNothingElse() {
    doomed(kms, "alias/a");
    doomed(fixture.client("eu-west-1"), "alias/b");
    fixture.clock.advance(Duration.ofDays(1));
    String later = doomed(kms, "alias/c");
    String kept = kms.createKey(r -> {}).keyMetadata().keyId();

    fixture.clock.advance(Duration.ofDays(6).minusMillis(1));
    assertThat(fixture.kms.removeDue()).isZero();
    fixture.clock.advance(Duration.ofMillis(1));
    assertThat(fixture.kms.removeDue()).isEqualTo(2);

    assertThat(stored()).extracting(Row::id).containsExactlyInAnyOrder(later, kept);
    assertThat(fixture.state.read(Keys.ALIASES::everywhere))
        .extracting(Row::id)
        .containsExactly("alias/c");
    assertThat(fixture.kms.removeDue()).isZero();
  }

  @Test
  void aStartSweeps() {
    doomed(kms, "alias/a");
    fixture.clock.advance(WAIT);

    fixture.kms.start();

    assertThat(stored()).isEmpty();
  }

  /** Another request cancels after the sweep has seen the key, before it removes it. */
  @Test
  void aCancellationInBetweenKeepsTheKey() {
    String key = doomed(kms, "alias/a");
    fixture.clock.advance(WAIT);
    fixture.clock.whenNextRead(() -> cancelled(key));

    assertThat(fixture.kms.removeDue()).isZero();

    assertThat(kms.describeKey(r -> r.keyId("alias/a")).keyMetadata().keyState())
        .isEqualTo(KeyState.DISABLED);
  }

  @Test
  void aCancellationInBetweenKeepsAKeyThatIsLookedUp() {
    String key = doomed(kms, "alias/a");
    fixture.clock.advance(WAIT);
    fixture.clock.whenNextRead(() -> cancelled(key));

    assertThat(kms.describeKey(r -> r.keyId(key)).keyMetadata().keyState())
        .isEqualTo(KeyState.DISABLED);
  }

  private void cancelled(String key) {
    fixture.state.change(
        handle -> {
          Row<KeyMetadata, KeyInternals> row = Keys.KEYS.find(handle, SCOPE, key).orElseThrow();
          Keys.KEYS.update(
              handle,
              row.show(
                  row.shown().toBuilder().keyState(KeyState.DISABLED).deletionDate(null).build()));
        });
  }

  /** The period ends after the request has found the key, before it cancels. */
  @Test
  void aCancellationThatComesTooLateFindsNothing() {
    String key = doomed(kms, "alias/a");
    fixture.clock.advance(WAIT.minusMillis(1));
    // The first look finds the key to authorize the request, the second one to change it.
    fixture.clock.whenNextRead(
        () -> fixture.clock.whenNextRead(() -> fixture.clock.whenNextRead(this::timePasses)));

    assertThatThrownBy(() -> kms.cancelKeyDeletion(r -> r.keyId(key)))
        .isInstanceOf(NotFoundException.class);
  }

  private void timePasses() {
    fixture.clock.advance(Duration.ofMillis(1));
  }

  @Test
  void aliasesGoWithTheirKeyWithoutASweep() {
    doomed(kms, "alias/listed");
    doomed(kms, "alias/taken");
    doomed(kms, "alias/deleted");
    doomed(kms, "alias/moved");
    String other = kms.createKey(r -> {}).keyMetadata().keyId();
    fixture.clock.advance(WAIT);

    kms.createAlias(r -> r.aliasName("alias/taken").targetKeyId(other));
    assertThatThrownBy(() -> kms.deleteAlias(r -> r.aliasName("alias/deleted")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> kms.updateAlias(r -> r.aliasName("alias/moved").targetKeyId(other)))
        .isInstanceOf(NotFoundException.class);
    assertThat(kms.listAliases(r -> {}).aliases())
        .extracting(alias -> alias.aliasName())
        .containsExactly("alias/taken");
  }

  /** Crypto-erasure: no file of the state holds the wrapped bytes any more. */
  @Test
  void aDestroyedKeyLeavesNoWrappedBytesInAnyFile() throws IOException {
    String key = doomed(kms, "alias/a");
    String wrapped =
        fixture
            .state
            .read(handle -> Keys.KEYS.find(handle, SCOPE, key))
            .orElseThrow()
            .internal()
            .wrappedKeyset();
    assertThat(filesWith(wrapped)).isNotEmpty();
    fixture.clock.advance(WAIT);

    fixture.kms.removeDue();

    assertThat(filesWith(wrapped)).isEmpty();
  }

  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home)) {
      for (Path file : files) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
