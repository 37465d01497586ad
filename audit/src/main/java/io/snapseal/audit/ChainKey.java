package io.snapseal.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that chains a trail's lines: who does not have it can neither write a line nor change,
 * reorder or leave out one unseen.
 */
final class ChainKey {
  static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /** The array is wiped. */
  ChainKey(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("a chain's key has " + BYTES + " bytes");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
    Arrays.fill(key, (byte) 0);
  }

  /** Makes codes; for one thread at a time. */
  Codes codes() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return new Codes(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "chain key";
  }

  /** HMAC-SHA-256 (RFC 2104) in 43 characters of base64. */
  record Codes(Mac mac) {
    String of(String text, byte[] bytes) {
      return of(text, bytes, 0, bytes.length);
    }

    /** The code of some bytes that belong behind that text; no text is the beginning of another. */
    String of(String text, byte[] bytes, int from, int length) {
      mac.update(text.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) '\n');
      mac.update(bytes, from, length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }
  }
}
