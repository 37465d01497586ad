package io.snapseal.blockstore.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), for outputs of up to one hash. The JDK has none before 25. */
final class Hkdf {
  private static final String HMAC = "HmacSHA256";
  private static final int HASH = 32;

  private Hkdf() {}

  /** Extract (section 2.2), then expand to 32 bytes (section 2.3). */
  static byte[] derive(byte[] secret, byte[] salt, byte[] info) {
    byte[] pseudorandomKey = hmac(salt.length == 0 ? new byte[HASH] : salt, secret);
    try {
      byte[] block = Arrays.copyOf(info, info.length + 1);
      block[info.length] = 1;
      return hmac(pseudorandomKey, block);
    } finally {
      Arrays.fill(pseudorandomKey, (byte) 0);
    }
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
