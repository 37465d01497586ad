package io.snapseal.kms;

import io.snapseal.state.Row;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAKey;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** Encryption with the key pairs of asymmetric KMS keys; their ciphertexts do not name a key. */
final class RsaCiphers {
  private final AsymmetricKeys keys;

  RsaCiphers(AsymmetricKeys keys) {
    this.keys = keys;
  }

  /** Refuses what the algorithm cannot encrypt with the key. */
  void mustFit(
      Row<KeyMetadata, KeyInternals> key,
      String algorithm,
      byte[] plaintext,
      Map<String, String> context) {
    mustHaveNoContext(context);
    int most = most(key, algorithm);
    if (plaintext.length > most) {
      throw KmsFaults.validation(
          "Algorithm %s and key spec %s cannot encrypt data larger than %d bytes."
              .formatted(algorithm, key.shown().keySpecAsString(), most));
    }
  }

  SdkBytes encrypt(Row<KeyMetadata, KeyInternals> key, String algorithm, byte[] plaintext) {
    try {
      return SdkBytes.fromByteArrayUnsafe(
          RsaOaep.of(algorithm).encrypt(keys.publicKey(key), plaintext));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] decrypt(
      Row<KeyMetadata, KeyInternals> key,
      String algorithm,
      SdkBytes ciphertext,
      Map<String, String> context) {
    mustHaveNoContext(context);
    try {
      return RsaOaep.of(algorithm).decrypt(keys.privateKey(key), ciphertext.asByteArray());
    } catch (GeneralSecurityException e) {
      throw KmsFaults.invalidCiphertext();
    }
  }

  /** RFC 8017, section 7.1.1: the modulus without two hashes and two bytes. */
  private int most(Row<KeyMetadata, KeyInternals> key, String algorithm) {
    int modulus = ((RSAKey) keys.publicKey(key)).getModulus().bitLength() / Byte.SIZE;
    int hash = algorithm.endsWith("SHA_1") ? 20 : 32;
    return modulus - 2 * hash - 2;
  }

  private static void mustHaveNoContext(Map<String, String> context) {
    if (!context.isEmpty()) {
      throw KmsFaults.validation(
          "An encryption context is used with symmetric encryption KMS keys only.");
    }
  }
}
