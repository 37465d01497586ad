package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.seal.Envelope;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** The manifest's last bytes: footer, tag, digest over prefix, footer and tag, length, magic. */
final class ManifestEnd {
  /** Digest, length and magic. */
  static final int FIXED = 32 + 4 + 8;

  private static final byte[] MAGIC = Format.ascii("SNAPMEND");

  private ManifestEnd() {}

  static byte[] digest(byte[] prefix, byte[] footerAndTag) {
    MessageDigest sha256 = Format.sha256();
    sha256.update(prefix);
    sha256.update(footerAndTag);
    return sha256.digest();
  }

  static byte[] fixed(byte[] digest, int footerLength) {
    return ByteBuffer.allocate(FIXED).put(digest).putInt(footerLength).put(MAGIC).array();
  }

  /**
   * The footer's length, from the manifest's last {@link #FIXED} bytes.
   *
   * @throws DamagedException if they are not those of a manifest
   */
  static int footerLength(byte[] fixed, String object) {
    int length = ByteBuffer.wrap(fixed).getInt(32);
    boolean magic = Arrays.equals(fixed, 36, FIXED, MAGIC, 0, MAGIC.length);
    if (!magic || length < 1 || length > CanonicalJson.MAX_LENGTH) {
      throw new DamagedException(object, "its end is missing or changed");
    }
    return length;
  }

  /**
   * The digest in hex.
   *
   * @throws DamagedException if it is not that of these bytes
   */
  static String checkedDigest(byte[] prefix, byte[] footerAndTag, byte[] fixed, String object) {
    byte[] digest = digest(prefix, footerAndTag);
    if (!Arrays.equals(digest, 0, 32, fixed, 0, 32)) {
      throw new DamagedException(object, "its beginning or its end is changed");
    }
    return HexFormat.of().formatHex(digest);
  }

  static byte[] tag(byte[] footerAndTag) {
    return Arrays.copyOfRange(
        footerAndTag, footerAndTag.length - Envelope.TAG, footerAndTag.length);
  }
}
