package io.snapseal.kms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The encryption context: pairs that are authenticated with a ciphertext and must be given again,
 * whole, to decrypt it (KMS developer guide, "Encryption context").
 */
final class EncryptionContext {
  private static final int MAX_BYTES = 8192;

  private EncryptionContext() {}

  /**
   * The bytes that are bound as associated data: the key's name, then the pairs in the order of
   * their keys, each string with its length before it, so that no two contexts share an encoding.
   */
  static byte[] associatedData(String keyName, Map<String, String> context) {
    int size = sized(keyName);
    for (Map.Entry<String, String> pair : context.entrySet()) {
      size += sized(pair.getKey()) + sized(pair.getValue());
    }
    if (size > MAX_BYTES) {
      throw KmsFaults.validation("The encryption context is larger than " + MAX_BYTES + " bytes.");
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    put(bytes, keyName);
    new TreeMap<>(context)
        .forEach(
            (key, value) -> {
              put(bytes, key);
              put(bytes, value);
            });
    return bytes.array();
  }

  private static int sized(String text) {
    return Integer.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void put(ByteBuffer bytes, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    bytes.putInt(encoded.length).put(encoded);
  }
}
