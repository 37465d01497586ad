package io.snapseal.kms;

import io.snapseal.kms.root.RootKeyException;
import io.snapseal.state.Row;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * Secrets that are no Tink keysets: those of asymmetric and HMAC keys. They are stored only wrapped
 * by the root key, bound to the key's name, spec and usage: whoever can write the state must not
 * make a signing key decrypt.
 */
final class WrappedSecrets {
  private final RootKey root;

  WrappedSecrets(RootKey root) {
    this.root = root;
  }

  /** The secret of a key, wrapped. */
  String wrapped(Row<KeyMetadata, KeyInternals> key, byte[] secret) {
    try {
      return Base64.getEncoder().encodeToString(root.aead().encrypt(secret, bound(key)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes of a key's secret, for the caller to wipe. */
  byte[] opened(Row<KeyMetadata, KeyInternals> key) {
    try {
      byte[] wrapped = Base64.getDecoder().decode(key.internal().wrappedKeyset());
      return root.aead().decrypt(wrapped, bound(key));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw RootKeyException.closed(NewKeys.materialName(key.scope(), key.id()), e);
    }
  }

  /** Whether the root key opens a key's secret. */
  boolean opens(Row<KeyMetadata, KeyInternals> key) {
    try {
      Arrays.fill(opened(key), (byte) 0);
      return true;
    } catch (RootKeyException e) {
      return false;
    }
  }

  /** The same secret, wrapped by another root key. */
  String rewrapped(Row<KeyMetadata, KeyInternals> key, WrappedSecrets to) {
    byte[] secret = opened(key);
    try {
      return to.wrapped(key, secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static byte[] bound(Row<KeyMetadata, KeyInternals> key) {
    return "snapseal kms secret v1 %s %s %s"
        .formatted(
            key.shown().keySpecAsString(),
            key.shown().keyUsageAsString(),
            NewKeys.materialName(key.scope(), key.id()))
        .getBytes(StandardCharsets.UTF_8);
  }
}
