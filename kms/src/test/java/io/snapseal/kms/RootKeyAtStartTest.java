package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snapseal.kms.root.RootKeyException;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

/** A region never starts with a root key that is not its own, and never makes a second one. */
class RootKeyAtStartTest {
  private static final Scope SCOPE = new Scope(KmsFixture.ACCOUNT, KmsFixture.REGION);

  @TempDir private Path home;
  @TempDir private Path elsewhere;
  private Path file;

  @BeforeEach
  void place() {
    file = home.resolve("root.key");
  }

  private SdkBytes encrypted() {
    try (KmsFixture fixture = new KmsFixture(home)) {
      String key = fixture.client().createKey(r -> {}).keyMetadata().keyId();
      return fixture
          .client()
          .encrypt(r -> r.keyId(key).plaintext(KmsFixture.bytes("canary")))
          .ciphertextBlob();
    }
  }

  private RootKeyException refused() {
    return catchThrowableOfType(RootKeyException.class, () -> new KmsFixture(home).close());
  }

  @Test
  void aMissingRootKeyIsNotReplacedWhileThereAreKeysUnderIt() throws IOException {
    SdkBytes blob = encrypted();
    Path saved = Files.move(file, home.resolve("saved"));

    RootKeyException refusal = refused();

    assertThat(refusal).hasMessageContaining(file + " is missing").hasMessageEndingWith(": 1");
    assertThat(refusal.fix()).contains("Restore it from a copy");
    assertThat(home).isDirectoryNotContaining("glob:**.tmp").isDirectoryNotContaining("glob:**key");

    Files.move(saved, file);
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThat(fixture.client().decrypt(r -> r.ciphertextBlob(blob)).plaintext())
          .isEqualTo(KmsFixture.bytes("canary"));
    }
  }

  @Test
  void anotherRegionsRootKeyIsRefused() throws IOException {
    encrypted();
    KmsFixture.strangeRootKey(elsewhere.resolve("root.key"));
    Files.move(elsewhere.resolve("root.key"), file, StandardCopyOption.REPLACE_EXISTING);
    String theirs = Files.readString(file);

    RootKeyException refusal = refused();

    assertThat(refusal).hasMessageContaining(file + " opens none of the region's keys");
    assertThat(refusal.fix()).contains("root.key and state.db");
    assertThat(file).hasContent(theirs);
  }

  /** The right root key is proven by any key: one changed row does not lock out the others. */
  @Test
  void oneChangedRowDoesNotKeepTheRegionFromStarting() {
    SdkBytes blob = encrypted();
    for (String damage : new String[] {"AAAA", "not base64!"}) {
      try (KmsFixture fixture = new KmsFixture(home)) {
        fixture.state.change(
            handle ->
                Keys.KEYS.list(handle, SCOPE).stream()
                    .findFirst()
                    .ifPresent(
                        row ->
                            Keys.KEYS.insert(
                                handle,
                                new io.snapseal.state.Row<>(
                                    SCOPE,
                                    "0" + damage.length(),
                                    row.shown(),
                                    new KeyInternals(
                                        damage, "{}", Map.of(), Map.of(), List.of(), null)))));
      }
    }
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThat(fixture.client().decrypt(r -> r.ciphertextBlob(blob)).plaintext())
          .isEqualTo(KmsFixture.bytes("canary"));
    }
  }

  /** Killed between the making of the file and the first key, the next start goes on with it. */
  @Test
  void theFileIsThereBeforeTheFirstKey() throws IOException {
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      RootKey.openOrCreate(file, state, new SecureRandom());
    }
    String made = Files.readString(file);

    SdkBytes blob = encrypted();

    assertThat(file).hasContent(made);
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThat(fixture.client().decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isNotNull();
    }
  }

  @Test
  void aFileThatIsNoRootKeyIsNamedAndKept() throws IOException {
    encrypted();
    Files.writeString(file, "something else\n");

    assertThatThrownBy(() -> new KmsFixture(home))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("something else\n");
  }
}
