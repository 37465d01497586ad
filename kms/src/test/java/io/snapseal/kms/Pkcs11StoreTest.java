package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.kms.root.Pkcs11Store;
import io.snapseal.kms.root.RootKeyBytes;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.StoredRootKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A root key that a token keeps, and what is said when the token is not as it should be. */
class Pkcs11StoreTest {
  private final RootKeyBytes key = RootKeyBytes.random(new SecureRandom());

  @BeforeEach
  void token() throws Exception {
    SoftToken.require();
  }

  private StoredRootKey kept(String label) {
    try (Pkcs11Store store = SoftToken.store(SoftToken.names(label))) {
      return store.keep(key);
    }
  }

  @Test
  void oneKeyOfTheTokenServesSeveralHomes() {
    StoredRootKey first = kept("shared");
    StoredRootKey second = kept("shared");
    try (Pkcs11Store store = SoftToken.store(SoftToken.names("shared"))) {
      assertThat(store.open(first).isSameAs(key)).isTrue();
      assertThat(store.open(second).isSameAs(key)).isTrue();
    }
  }

  @Test
  void aWrongPinSaysSoAndDoesNotShowIt() {
    StoredRootKey stored = kept("pinned");
    Pkcs11Store store =
        new Pkcs11Store(
            SoftToken.names("pinned"),
            new KeyStore.PasswordProtection("wrong-canary".toCharArray()),
            new SecureRandom());
    assertThatThrownBy(() -> store.open(stored))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("the PIN is not that of the PKCS#11 token " + SoftToken.LABEL)
        .satisfies(thrown -> assertThat(thrown).hasStackTraceContaining("CKR_PIN_INCORRECT"))
        .satisfies(
            thrown ->
                assertThat(org.assertj.core.util.Throwables.getStackTrace(thrown))
                    .doesNotContain("wrong-canary"));
  }

  /** Opening makes no key: a home whose token is gone must not get another. */
  @Test
  void aKeyThatIsGoneIsNotMadeAgain(@TempDir Path directory) throws IOException {
    RootKeyFile file = new RootKeyFile(directory.resolve("root.key"));
    file.replace(List.of(kept("here")));
    Files.writeString(
        file.path(), Files.readString(file.path()).replace("key here\n", "key gone\n"));
    StoredRootKey stored = file.read().get(0);
    for (int start = 0; start < 2; start++) {
      try (Pkcs11Store store = SoftToken.store(Pkcs11Store.Names.in(stored, SoftToken.LIBRARY))) {
        assertThatThrownBy(() -> store.open(stored))
            .isInstanceOf(RootKeyException.class)
            .hasMessageContaining("has no AES key gone");
      }
    }
  }

  @Test
  void aTokenThatIsNotThereIsNamed() {
    Pkcs11Store store = SoftToken.store(new Pkcs11Store.Names(SoftToken.LIBRARY, "nowhere", "key"));
    assertThatThrownBy(() -> store.keep(key))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("there is no PKCS#11 token nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/lib.so", "/etc/passwd"})
  void whatIsNoLibraryIsNamed(String library) {
    Pkcs11Store store =
        SoftToken.store(new Pkcs11Store.Names(Path.of(library), SoftToken.LABEL, "key"));
    assertThatThrownBy(() -> store.keep(key))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining(library + " cannot be used as a PKCS#11 library");
  }

  /** Names go into the provider's configuration: they must not be able to add to it. */
  @ParameterizedTest
  @ValueSource(strings = {"/a\nslot = 1", "/a${user.home}", "relative.so", "/a # b", "/a\"b"})
  void aLibraryThatWouldChangeTheConfigurationIsRefused(String library) {
    assertThatThrownBy(() -> new Pkcs11Store.Names(Path.of(library), "token", "key"))
        .isInstanceOf(RootKeyException.class);
  }
}
