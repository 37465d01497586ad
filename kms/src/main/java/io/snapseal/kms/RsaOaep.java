package io.snapseal.kms;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSAES-OAEP with MGF1 of the same hash and no label, as KMS does it (RFC 8017, section 7.1). */
final class RsaOaep {
  private final OAEPParameterSpec parameters;

  private RsaOaep(String hash) {
    this.parameters =
        new OAEPParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
  }

  /**
   * The scheme that an algorithm of KMS names.
   *
   * @param algorithm its name ends in {@code SHA_1} or {@code SHA_256}
   */
  static RsaOaep of(String algorithm) {
    return new RsaOaep(algorithm.endsWith("SHA_1") ? "SHA-1" : "SHA-256");
  }

  byte[] encrypt(Key publicKey, byte[] plaintext) throws GeneralSecurityException {
    return cipher(Cipher.ENCRYPT_MODE, publicKey).doFinal(plaintext);
  }

  byte[] decrypt(Key privateKey, byte[] ciphertext) throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, privateKey).doFinal(ciphertext);
  }

  private Cipher cipher(int mode, Key key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(mode, key, parameters);
    return cipher;
  }
}
