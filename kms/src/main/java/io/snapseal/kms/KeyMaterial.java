package io.snapseal.kms;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.state.Remembered;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The cryptography of one symmetric KMS key: a Tink keyset of AES-256-GCM keys, one per rotation.
 * It is stored only wrapped by the root key, bound to the key's name, and lives unwrapped only
 * while it is used.
 */
final class KeyMaterial {
  private static final Configuration TINK = AeadConfig2026.get();

  private final RootKey root;
  private final Optional<Remembered<Wrapped, Aead>> open;

  /** A key as it is at rest. */
  record Wrapped(String keyName, String keyset) {}

  /** Opens a key each time it is used. */
  KeyMaterial(RootKey root) {
    this.root = root;
    this.open = Optional.empty();
  }

  /**
   * Keeps keys open between two uses, as long as nothing at all is written: whatever is disabled,
   * rotated or destroyed is not used after that write, and gone from memory with the next use of a
   * key or {@link #forget}.
   */
  KeyMaterial(RootKey root, Remembered<Wrapped, Aead> open) {
    this.root = root;
    this.open = Optional.of(open);
  }

  /** Lets go of the keys that are open: destroyed ones stay in memory until the next use of any. */
  void forget() {
    open.ifPresent(Remembered::forget);
  }

  /** Makes a key and returns it wrapped. */
  String create(String keyName) {
    try {
      return wrapped(keyName, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key with a new version, which encrypts from here on; the older ones still decrypt. */
  String rotated(String keyName, String wrapped) {
    return built(
        keyName,
        KeysetHandle.newBuilder(keyset(keyName, wrapped))
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()
                    .makePrimary()));
  }

  /** The key with another of its versions encrypting. */
  String withPrimary(String keyName, String wrapped, int version) {
    return wrapped(keyName, keys(keyName, wrapped), version);
  }

  /**
   * The key with a version whose 32 bytes its owner has brought.
   *
   * @param wrapped the key so far, or empty
   * @param primary the version that encrypts, if it is there
   */
  @AccessesPartialKey
  String with(String keyName, String wrapped, int version, byte[] secret, int primary) {
    Map<Integer, Key> keys = keys(keyName, wrapped);
    try {
      keys.put(
          version,
          AesGcmKey.builder()
              .setParameters(PredefinedAeadParameters.AES256_GCM)
              .setKeyBytes(SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()))
              .setIdRequirement(version)
              .build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return wrapped(keyName, keys, primary);
  }

  /** The key without a version; empty if none is left. */
  String without(String keyName, String wrapped, int version, int primary) {
    Map<Integer, Key> keys = keys(keyName, wrapped);
    keys.remove(version);
    return keys.isEmpty() ? "" : wrapped(keyName, keys, primary);
  }

  private Map<Integer, Key> keys(String keyName, String wrapped) {
    Map<Integer, Key> keys = new LinkedHashMap<>();
    if (!wrapped.isEmpty()) {
      KeysetHandle keyset = keyset(keyName, wrapped);
      for (int i = 0; i < keyset.size(); i++) {
        keys.put(keyset.getAt(i).getId(), keyset.getAt(i).getKey());
      }
    }
    return keys;
  }

  private String wrapped(String keyName, Map<Integer, Key> keys, int primary) {
    int encrypts = keys.containsKey(primary) ? primary : keys.keySet().iterator().next();
    KeysetHandle.Builder keyset = KeysetHandle.newBuilder();
    keys.forEach(
        (version, key) -> {
          KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(key);
          keyset.addEntry(version == encrypts ? entry.makePrimary() : entry);
        });
    return built(keyName, keyset);
  }

  private String built(String keyName, KeysetHandle.Builder keyset) {
    try {
      return wrapped(keyName, keyset.setConfiguration(TINK).build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The version that encrypts. */
  int newest(String keyName, String wrapped) {
    return keyset(keyName, wrapped).getPrimary().getId();
  }

  /** Encrypts under the key's newest version. */
  CiphertextBlob encrypt(
      String keyName, String wrapped, byte[] plaintext, Map<String, String> context) {
    try {
      byte[] associated = EncryptionContext.associatedData(keyName, context);
      return new CiphertextBlob(
          keyName,
          SdkBytes.fromByteArrayUnsafe(aead(keyName, wrapped).encrypt(plaintext, associated)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Decrypts under whichever version encrypted; a wrong context is an invalid ciphertext. */
  SdkBytes decrypt(String wrapped, CiphertextBlob blob, Map<String, String> context) {
    Aead aead = aead(blob.keyName(), wrapped);
    try {
      return SdkBytes.fromByteArrayUnsafe(
          aead.decrypt(
              blob.payload().asByteArrayUnsafe(),
              EncryptionContext.associatedData(blob.keyName(), context)));
    } catch (GeneralSecurityException e) {
      throw KmsFaults.invalidCiphertext();
    }
  }

  /** Whether the root key opens this material. */
  boolean opens(String keyName, String wrapped) {
    try {
      aead(keyName, wrapped);
      return true;
    } catch (RootKeyException e) {
      return false;
    }
  }

  /** The same material, wrapped by another root key. */
  String rewrapped(String keyName, String wrapped, KeyMaterial to) {
    try {
      return to.wrapped(keyName, keyset(keyName, wrapped));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Aead aead(String keyName, String wrapped) {
    Wrapped key = new Wrapped(keyName, wrapped);
    return open.map(keys -> keys.of(key, this::opened)).orElseGet(() -> opened(key));
  }

  private Aead opened(Wrapped key) {
    try {
      return keyset(key.keyName(), key.keyset()).getPrimitive(TINK, Aead.class);
    } catch (GeneralSecurityException e) {
      throw RootKeyException.closed(key.keyName(), e);
    }
  }

  private KeysetHandle keyset(String keyName, String wrapped) {
    try {
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
          Base64.getDecoder().decode(wrapped), root.aead(), bound(keyName), TINK);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw RootKeyException.closed(keyName, e);
    }
  }

  private String wrapped(String keyName, KeysetHandle keyset) throws GeneralSecurityException {
    return Base64.getEncoder()
        .encodeToString(
            TinkProtoKeysetFormat.serializeEncryptedKeyset(
                keyset, root.aead(), bound(keyName), TINK));
  }

  private static byte[] bound(String keyName) {
    return ("snapseal kms key v1 " + keyName).getBytes(StandardCharsets.UTF_8);
  }
}
