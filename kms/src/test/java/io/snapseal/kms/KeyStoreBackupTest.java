package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.kms.root.KeyStoreArchive;
import io.snapseal.kms.root.Passphrase;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

/** A backup of the key store, taken while the region runs, opens everything elsewhere. */
class KeyStoreBackupTest {
  private static final String PASSPHRASE = "backup horse battery staple";

  @TempDir private Path home;
  @TempDir private Path elsewhere;
  private KmsFixture running;
  private SdkBytes blob;

  @BeforeEach
  void run() {
    running = new KmsFixture(home);
    String key = running.client().createKey(r -> {}).keyMetadata().keyId();
    running.client().createAlias(r -> r.aliasName("alias/canary").targetKeyId(key));
    blob = running.client().encrypt(r -> r.keyId(key).plaintext(bytes("canary"))).ciphertextBlob();
    running.state.change(
        handle ->
            handle.execute(
                "insert into resource values"
                    + " ('db-instance', '123456789012', 'us-east-1', 'shop', '{}', '{}')"));
  }

  @AfterEach
  void close() {
    running.close();
  }

  private static Passphrase passphrase() {
    return Passphrase.of(PASSPHRASE.toCharArray());
  }

  private static KeyStoreBackup of(Path directory) {
    return new KeyStoreBackup(
        new RootKeyFile(directory.resolve("root.key")),
        directory.resolve("state.db"),
        new KeptRootKey(KeptRootKey.PASSPHRASE),
        new SecureRandom());
  }

  private byte[] taken() throws IOException {
    return of(home).taken(passphrase());
  }

  @Test
  void whatIsRestoredDecryptsOldCiphertext() throws IOException {
    byte[] backup = taken();

    try (KeyStoreArchive archive = KeyStoreArchive.open(backup, passphrase())) {
      assertThat(of(elsewhere).restore(archive, RootKeyKind.FILE)).isEqualTo(1);
    }

    try (KmsFixture restored = new KmsFixture(elsewhere)) {
      assertThat(restored.client().decrypt(r -> r.ciphertextBlob(blob)).plaintext())
          .isEqualTo(bytes("canary"));
      assertThat(restored.client().listAliases(r -> {}).aliases())
          .anyMatch(alias -> alias.aliasName().equals("alias/canary"));
      assertThat(restored.state.counts()).doesNotContainKey("db-instance");
    }
  }

  /** A region that goes on writing does not mix two moments into one backup. */
  @Test
  void aRootKeyThatIsReplacedMeanwhileIsNotMixedWithAnOlderState() throws IOException {
    String before = Files.readString(home.resolve("root.key"));
    KeptRootKey.of(home, running.state).rotate();
    Files.writeString(home.resolve("root.key"), before);
    assertThatThrownBy(this::taken).isInstanceOf(RootKeyException.class);
  }

  @Test
  void nothingOfItCanBeReadWithoutThePassphrase() throws IOException {
    byte[] backup = taken();
    assertThat(new String(backup, StandardCharsets.ISO_8859_1))
        .doesNotContain("SQLite format")
        .doesNotContain("alias/canary");
    assertThatThrownBy(
            () ->
                KeyStoreArchive.open(backup, Passphrase.of("another horse battery".toCharArray())))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("the passphrase is wrong");
  }

  /** One byte of each part, and cut off in each part. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10, 22, 27, 40, 60, 70, 75, 85, 200, 5000, -1})
  void aChangedOrCutBackupIsRefused(int at) throws IOException {
    byte[] backup = taken();
    int place = at < 0 ? backup.length + at : at;
    byte[] changed = backup.clone();
    changed[place] ^= 1;
    for (byte[] bad : new byte[][] {changed, Arrays.copyOf(backup, place)}) {
      assertThatThrownBy(() -> KeyStoreArchive.open(bad, passphrase()))
          .isInstanceOf(RootKeyException.class)
          .satisfies(
              thrown ->
                  assertThat(org.assertj.core.util.Throwables.getStackTrace(thrown))
                      .doesNotContain(PASSPHRASE));
    }
  }

  @Test
  void anExistingHomeIsNotWrittenOver() throws IOException {
    byte[] state = Files.readAllBytes(home.resolve("state.db"));
    String root = Files.readString(home.resolve("root.key"));
    try (KeyStoreArchive archive = KeyStoreArchive.open(taken(), passphrase())) {
      assertThatThrownBy(() -> of(home).restore(archive, RootKeyKind.FILE))
          .isInstanceOf(IOException.class);
      assertThat(archive.toString())
          .doesNotContain(Base64.getEncoder().encodeToString(archive.root().reveal()));
    }
    assertThat(home.resolve("root.key")).hasContent(root);
    assertThat(Files.readAllBytes(home.resolve("state.db"))).isEqualTo(state);
  }

  @Test
  void aShortPassphraseSealsNothing() {
    assertThatThrownBy(() -> of(home).taken(Passphrase.of("short".toCharArray())))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("shorter than 12");
  }
}
