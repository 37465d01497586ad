package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.kms.root.KmsStore;
import io.snapseal.kms.root.RootKeyBytes;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.StoredRootKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/** A root key under a KMS key: that key's owner decides whether the region starts. */
class KmsStoreTest {
  @TempDir private Path home;
  private final RootKeyBytes key = RootKeyBytes.random(new SecureRandom());
  private KmsFixture fixture;
  private String arn;
  private StoredRootKey stored;

  @BeforeEach
  void keep() {
    fixture = new KmsFixture(home);
    arn = fixture.client().createKey(r -> {}).keyMetadata().arn();
    fixture.client().createAlias(r -> r.aliasName("alias/root").targetKeyId(arn));
    stored = new KmsStore(fixture.client(), "alias/root", new SecureRandom()).keep(key);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void itIsKeptUnderTheKeyThatAnAliasNames() {
    assertThat(KmsStore.keyArn(stored)).isEqualTo(arn);
    assertThat(new KmsStore(fixture.client(), stored).open(stored).isSameAs(key)).isTrue();
  }

  /** The data key opens only with the home's encryption context. */
  @Test
  void itIsBoundToItsHome() {
    SdkBytes dataKey =
        SdkBytes.fromByteArray(Base64.getDecoder().decode(stored.fields().get("data-key")));
    assertThatThrownBy(() -> fixture.client().decrypt(r -> r.ciphertextBlob(dataKey)))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  void aDisabledKeyIsNamedWithTheFix() {
    fixture.client().disableKey(r -> r.keyId(arn));
    refused("Enable it");
    fixture.client().enableKey(r -> r.keyId(arn));
    assertThat(new KmsStore(fixture.client(), stored).open(stored).isSameAs(key)).isTrue();
  }

  @Test
  void aKeyThatIsToBeDeletedIsNamedWithTheFix() {
    fixture.client().scheduleKeyDeletion(r -> r.keyId(arn).pendingWindowInDays(7));
    refused("cancel-key-deletion");
  }

  private void refused(String fix) {
    assertThatThrownBy(() -> new KmsStore(fixture.client(), stored).open(stored))
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("the KMS key " + arn + ", which keeps the root key, cannot be used")
        .extracting("fix")
        .asString()
        .contains(fix);
  }
}
