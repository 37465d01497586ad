package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.ObjectName;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A data key of a volume as KMS wrapped it.
 *
 * @param format the format's version
 * @param volume whose key it is
 * @param number counts the volume's keys from 0
 * @param keyArn the KMS key that wraps it
 * @param encryptionContext what it is bound to
 * @param wrappedKey the ciphertext blob of GenerateDataKey, in base64
 */
record KeyFile(
    int format,
    String volume,
    int number,
    String keyArn,
    Map<String, String> encryptionContext,
    String wrappedKey) {
  static final int MAX_LENGTH = 64 * 1024;

  KeyFile {
    ObjectName.requirePart(volume);
    Base64.getDecoder().decode(wrappedKey);
    if (format != Format.VERSION || number < 0) {
      throw new IllegalArgumentException("not a key file of this version");
    }
    encryptionContext = Collections.unmodifiableMap(new TreeMap<>(encryptionContext));
  }

  byte[] wrapped() {
    return Base64.getDecoder().decode(wrappedKey);
  }
}
