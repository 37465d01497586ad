package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.kms.root.RootKeyException;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

class KeysAtRestTest {
  private static final Scope SCOPE = new Scope(KmsFixture.ACCOUNT, KmsFixture.REGION);

  @TempDir private Path home;

  @Test
  void theRootKeyFileIsForItsOwnerOnly() throws IOException {
    try (KmsFixture fixture = new KmsFixture(home)) {
      fixture.client().createKey(r -> {});
    }
    Path file = home.resolve("root.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> new KmsFixture(home))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("others may read it")
        .extracting("fix")
        .isEqualTo("Run: chmod 600 " + file);
  }

  @Test
  void aDamagedRootKeyFileIsNamed() throws IOException {
    Path file = home.resolve("root.key");
    KmsFixture.strangeRootKey(file);
    Files.writeString(file, "snapseal-root-key-v1 AAAA\n");
    assertThatThrownBy(() -> new KmsFixture(home))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("damaged");
  }

  /** Material moved to another key by someone who can write the database must not open there. */
  @Test
  void wrappedMaterialIsBoundToItsKey() {
    try (KmsFixture fixture = new KmsFixture(home)) {
      KmsClient kms = fixture.client();
      String mine = kms.createKey(r -> {}).keyMetadata().keyId();
      String other = kms.createKey(r -> {}).keyMetadata().keyId();
      fixture.state.change(
          handle -> {
            Row<KeyMetadata, KeyInternals> from = Keys.KEYS.find(handle, SCOPE, mine).orElseThrow();
            Row<KeyMetadata, KeyInternals> to = Keys.KEYS.find(handle, SCOPE, other).orElseThrow();
            Keys.KEYS.update(handle, to.keep(from.internal()));
          });

      assertThatThrownBy(
              () -> kms.encrypt(r -> r.keyId(other).plaintext(KmsFixture.bytes("canary"))))
          .isInstanceOf(RootKeyException.class);
    }
  }
}
