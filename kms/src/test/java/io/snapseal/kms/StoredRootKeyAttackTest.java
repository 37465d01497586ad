package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.snapseal.kms.root.FileStore;
import io.snapseal.kms.root.KmsStore;
import io.snapseal.kms.root.Passphrase;
import io.snapseal.kms.root.Pkcs11Store;
import io.snapseal.kms.root.RootKeyBytes;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyStore;
import io.snapseal.kms.root.StoredRootKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever changes a stored root key gets no key, and learns nothing from what is said. */
class StoredRootKeyAttackTest {
  @TempDir private Path directory;
  private Path file;
  private final RootKeyBytes key = RootKeyBytes.random(new SecureRandom());

  @BeforeEach
  void place() {
    file = directory.resolve("root.key");
  }

  /** Changes one byte at a time, every {@code stride}th, and the sealed one's ends. */
  private void nothingOpensThatWasChanged(
      RootKeyStore keeping, Function<StoredRootKey, RootKeyStore> opening, int stride)
      throws IOException {
    new RootKeyFile(file).replace(List.of(keeping.keep(key)));
    byte[] text = Files.readAllBytes(file);
    try (RootKeyStore store = opening.apply(new RootKeyFile(file).read().get(0))) {
      assertThat(store.open(new RootKeyFile(file).read().get(0)).isSameAs(key)).isTrue();
    }
    for (int at = 0; at < text.length; at += stride) {
      byte[] changed = text.clone();
      changed[at] ^= 1;
      refused(changed, opening, "byte " + at);
    }
    for (int length = 0; length < text.length; length += 3 * stride) {
      refused(Arrays.copyOf(text, length), opening, "cut to " + length);
    }
  }

  private void refused(
      byte[] text, Function<StoredRootKey, RootKeyStore> opening, String description)
      throws IOException {
    Files.write(file, text);
    Throwable thrown =
        catchThrowable(
            () -> {
              StoredRootKey read = new RootKeyFile(file).read().get(0);
              try (RootKeyStore store = opening.apply(read)) {
                store.open(read);
              }
            });
    assertThat(thrown).as(description).isInstanceOf(RootKeyException.class);
    assertThat(((RootKeyException) thrown).fix()).isNotBlank();
    saysNoSecret(thrown);
  }

  private void saysNoSecret(Throwable thrown) {
    StringWriter all = new StringWriter();
    thrown.printStackTrace(new PrintWriter(all, true));
    assertThat(all.toString())
        .doesNotContain(KeptRootKey.PASSPHRASE)
        .doesNotContain(SoftToken.PIN)
        .doesNotContain(Base64.getEncoder().encodeToString(key.reveal()))
        .doesNotContain(HexFormat.of().formatHex(key.reveal()));
  }

  @Test
  void underAPassphrase() throws IOException {
    nothingOpensThatWasChanged(
        KeptRootKey.store(KeptRootKey.PASSPHRASE),
        stored -> KeptRootKey.store(KeptRootKey.PASSPHRASE),
        3);
  }

  @Test
  void onAToken() throws Exception {
    SoftToken.require();
    nothingOpensThatWasChanged(
        SoftToken.store(SoftToken.names("attacked")),
        stored -> SoftToken.store(Pkcs11Store.Names.in(stored, SoftToken.LIBRARY)),
        1);
  }

  @Test
  void underAKmsKey() throws IOException {
    try (KmsFixture kms = new KmsFixture(Files.createDirectory(directory.resolve("kms")))) {
      String id = kms.client().createKey(r -> {}).keyMetadata().keyId();
      nothingOpensThatWasChanged(
          new KmsStore(kms.client(), id, new SecureRandom()),
          stored -> new KmsStore(kms.client(), stored),
          1);
    }
  }

  /** Before any memory is taken: the file of somebody else may ask for anything. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=19,m=1073741824,t=3,p=4",
        "v=19,m=9999999,t=3,p=4",
        "v=19,m=262145,t=3,p=4",
        "v=19,m=8,t=3,p=4",
        "v=19,m=65536,t=1,p=4",
        "v=19,m=65536,t=999,p=4",
        "v=19,m=65536,t=3,p=0",
        "v=19,m=65536,t=3,p=200",
        "v=16,m=65536,t=3,p=4"
      })
  void parametersOutOfBoundsAreRefused(String parameters) throws IOException {
    new RootKeyFile(file).replace(List.of(KeptRootKey.store(KeptRootKey.PASSPHRASE).keep(key)));
    Files.writeString(
        file, Files.readString(file).replaceFirst("v=19,m=65536,t=3,p=4", parameters));
    StoredRootKey changed = new RootKeyFile(file).read().get(0);
    assertThatThrownBy(() -> KeptRootKey.store(KeptRootKey.PASSPHRASE).open(changed))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aWrongPassphraseSaysSo() {
    StoredRootKey stored = KeptRootKey.store(KeptRootKey.PASSPHRASE).keep(key);
    assertThatThrownBy(() -> KeptRootKey.store("another horse battery").open(stored))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("the passphrase is wrong")
        .satisfies(this::saysNoSecret);
  }

  @Test
  void aShortPassphraseKeepsNothing() {
    assertThatThrownBy(() -> KeptRootKey.store("elevenchars").keep(key))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("shorter than 12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void aFileThatOthersMayUseIsRefused(String mode) throws IOException {
    new RootKeyFile(file).replace(List.of(KeptRootKey.store(KeptRootKey.PASSPHRASE).keep(key)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> new RootKeyFile(file).read())
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("others may read it");
  }

  @Test
  void fieldsOfAnotherKindAreRefused() throws IOException {
    new RootKeyFile(file).replace(List.of(KeptRootKey.store(KeptRootKey.PASSPHRASE).keep(key)));
    Files.writeString(file, Files.readString(file).replace("sealed ", "home 0123\nsealed "));
    StoredRootKey changed = new RootKeyFile(file).read().get(0);
    assertThatThrownBy(() -> KeptRootKey.store(KeptRootKey.PASSPHRASE).open(changed))
        .isInstanceOf(RootKeyException.class);
  }

  @Test
  void anEndlessFileIsNotRead() throws IOException {
    Files.writeString(
        file,
        "snapseal-root-key-v2 passphrase\n" + "x y\n".repeat(100_000),
        StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> new RootKeyFile(file).read())
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void nothingPrintsASecret() {
    assertThat(
            List.of(
                key.toString(),
                Passphrase.of(KeptRootKey.PASSPHRASE.toCharArray()).toString(),
                KeptRootKey.store(KeptRootKey.PASSPHRASE).keep(key).toString(),
                new FileStore().keep(key).toString()))
        .allSatisfy(
            printed ->
                assertThat(printed)
                    .doesNotContain(KeptRootKey.PASSPHRASE)
                    .doesNotContain(SoftToken.PIN)
                    .doesNotContain(Base64.getEncoder().encodeToString(key.reveal())));
  }
}
