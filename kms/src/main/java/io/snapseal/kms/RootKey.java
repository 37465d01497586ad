package io.snapseal.kms;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.kms.root.RootKeyBytes;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.kms.root.RootKeyStores;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The region's root key: it wraps every KMS key and access key at rest. How it is itself kept is
 * another matter: see {@link HomeRootKey}. Whoever has it and the region's state has every key.
 */
public final class RootKey implements SecretWrapping {
  private final Aead aead;

  private RootKey(Aead aead) {
    this.aead = aead;
  }

  /**
   * {@link HomeRootKey#openOrCreate} for a root key that is kept in a plain file.
   *
   * @throws RootKeyException as there
   */
  public static RootKey openOrCreate(Path file, StateStore state, SecureRandom random)
      throws IOException {
    return new HomeRootKey(new RootKeyFile(file), state, RootKeyStores.PLAIN, random)
        .openOrCreate(Optional.of(RootKeyKind.FILE));
  }

  @Override
  public byte[] wrap(String name, byte[] secret) {
    try {
      return aead.encrypt(secret, bound(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] unwrap(String name, byte[] wrapped) {
    try {
      return aead.decrypt(wrapped, bound(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not wrapped here as " + name, e);
    }
  }

  /** Apart from whatever else the root key wraps. */
  private static byte[] bound(String name) {
    return ("secret:" + name).getBytes(StandardCharsets.UTF_8);
  }

  /** Wraps with AES-256-GCM; the associated data binds what is wrapped to its name. */
  Aead aead() {
    return aead;
  }

  /** The door by which raw key bytes become a key; they remain the caller's to wipe. */
  @AccessesPartialKey
  static RootKey of(RootKeyBytes key) {
    try {
      AesGcmParameters parameters =
          AesGcmParameters.builder()
              .setKeySizeBytes(RootKeyBytes.LENGTH)
              .setIvSizeBytes(12)
              .setTagSizeBytes(16)
              .setVariant(AesGcmParameters.Variant.NO_PREFIX)
              .build();
      return new RootKey(
          AesGcmJce.create(
              AesGcmKey.builder()
                  .setParameters(parameters)
                  .setKeyBytes(SecretBytes.copyFrom(key.reveal(), InsecureSecretKeyAccess.get()))
                  .build()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
