package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digests of pages: HMAC-SHA256 (RFC 2104) cut to 128 bits, under a key that only the sealed part
 * of the lineage's manifests shows. Who does not know it cannot look for two pages with one digest.
 */
final class PageDigests {
  private static final String HMAC = "HmacSHA256";
  private static final byte[] ZERO = new byte[Format.PAGE];

  private final Mac mac;
  private final byte[] full = new byte[32];
  private final byte[] found = new byte[Format.DIGEST];

  PageDigests(byte[] key) {
    try {
      mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  static boolean isZero(byte[] pages, int offset) {
    return java.util.Arrays.equals(pages, offset, offset + Format.PAGE, ZERO, 0, Format.PAGE);
  }

  /** Writes the digest of the page at {@code offset}. */
  void digest(byte[] pages, int offset, byte[] out, int outOffset) {
    try {
      mac.update(pages, offset, Format.PAGE);
      mac.doFinal(full, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the buffer is long enough", e);
    }
    System.arraycopy(full, 0, out, outOffset, Format.DIGEST);
  }

  /**
   * Checks pages of a frame against the digests that the manifest has.
   *
   * @throws DamagedException if one is not what was backed up
   */
  void check(byte[] frame, StoredPiece.Placement placement, String object) {
    for (int i = 0; i < placement.count(); i++) {
      digest(frame, (placement.indexInFrame() + i) * Format.PAGE, found, 0);
      if (!placement.piece().map().hasDigest(placement.page() + i, found, 0)) {
        throw new DamagedException(
            object,
            "a page of %s is not what was backed up".formatted(placement.piece().entry().path()));
      }
    }
  }
}
