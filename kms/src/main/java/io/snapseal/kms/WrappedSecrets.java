package io.snapseal.kms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Secrets that are no Tink keysets: those of asymmetric and HMAC keys. They are stored only wrapped
 * by the root key, bound to the key's name and spec.
 */
final class WrappedSecrets {
  private final RootKey root;

  WrappedSecrets(RootKey root) {
    this.root = root;
  }

  String wrapped(String keyName, byte[] secret) {
    try {
      return Base64.getEncoder().encodeToString(root.aead().encrypt(secret, bound(keyName)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The secret's bytes, for the caller to wipe. */
  byte[] opened(String keyName, String wrapped) {
    try {
      return root.aead().decrypt(Base64.getDecoder().decode(wrapped), bound(keyName));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw RootKeyException.closed(keyName, e);
    }
  }

  /** Whether the root key opens this secret. */
  boolean opens(String keyName, String wrapped) {
    try {
      Arrays.fill(opened(keyName, wrapped), (byte) 0);
      return true;
    } catch (RootKeyException e) {
      return false;
    }
  }

  private static byte[] bound(String keyName) {
    return ("snapseal kms secret v1 " + keyName).getBytes(StandardCharsets.UTF_8);
  }
}
