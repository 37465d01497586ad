package io.snapseal.kms;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes key material out of what its owner has wrapped it in (KMS developer guide, "Encrypt the key
 * material"). With {@code RSA_AES_KEY_WRAP} an AES key comes first, as long as the RSA modulus, and
 * then the material under it (RFC 5649).
 */
final class WrappedImports {
  private static final String KEY_WRAP = "RSA_AES_KEY_WRAP";

  private WrappedImports() {}

  static byte[] unwrapped(ImportTokens.Content token, byte[] wrapped) {
    try {
      RSAPrivateKey key =
          (RSAPrivateKey)
              KeyFactory.getInstance("RSA")
                  .generatePrivate(new PKCS8EncodedKeySpec(token.privateKey()));
      RsaOaep oaep = RsaOaep.of(token.algorithm());
      return token.algorithm().startsWith(KEY_WRAP)
          ? unwrappedTwice(oaep, key, wrapped)
          : oaep.decrypt(key, wrapped);
    } catch (GeneralSecurityException e) {
      throw KmsFaults.invalidCiphertext();
    }
  }

  private static byte[] unwrappedTwice(RsaOaep oaep, RSAPrivateKey key, byte[] wrapped)
      throws GeneralSecurityException {
    int modulus = key.getModulus().bitLength() / Byte.SIZE;
    if (wrapped.length <= modulus) {
      throw KmsFaults.invalidCiphertext();
    }
    byte[] aes = oaep.decrypt(key, Arrays.copyOf(wrapped, modulus));
    try {
      Cipher wrap = Cipher.getInstance("AES/KWP/NoPadding");
      wrap.init(Cipher.UNWRAP_MODE, new SecretKeySpec(aes, "AES"));
      byte[] inner = Arrays.copyOfRange(wrapped, modulus, wrapped.length);
      return wrap.unwrap(inner, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (IllegalArgumentException e) {
      throw KmsFaults.invalidCiphertext();
    } finally {
      Arrays.fill(aes, (byte) 0);
    }
  }
}
