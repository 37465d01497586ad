package io.snapseal.kms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Key material ids, 64 hexadecimal digits (KMS API reference, {@code CurrentKeyMaterialId}): a
 * digest of the key's name and of what tells its materials apart.
 */
final class MaterialIds {
  private MaterialIds() {}

  /** The id of material that this region has made: its version is not secret. */
  static String made(String keyName, int version) {
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(version).array();
    return digest("snapseal key material v1", keyName, number);
  }

  /** The id of imported material: the same bytes have it again, under the same key only. */
  static String imported(String keyName, byte[] material) {
    return digest("snapseal imported key material v1", keyName, material);
  }

  private static String digest(String kind, String keyName, byte[] rest) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((kind + " " + keyName + " ").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256.digest(rest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
