package io.snapseal.kms.root;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** AES-256-GCM under a key that is used up by it: nonce (12 bytes), ciphertext, tag (16 bytes). */
final class Sealing {
  private Sealing() {}

  /**
   * Seals.
   *
   * @param key wiped when this returns
   */
  static byte[] seal(byte[] key, byte[] secret, byte[] associated) {
    try {
      return new AesGcmJce(key).encrypt(secret, associated);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens.
   *
   * @param key wiped when this returns
   * @throws GeneralSecurityException if it is another key, or anything was changed
   */
  static byte[] open(byte[] key, byte[] sealed, byte[] associated) throws GeneralSecurityException {
    try {
      return new AesGcmJce(key).decrypt(sealed, associated);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
