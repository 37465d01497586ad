package io.snapseal.kms;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What Encrypt and GenerateDataKey return: it names its key, and within the payload the key's
 * version, so that decrypting needs no key id.
 *
 * <pre>
 * 0    1   format, 0x01
 * 1    1   length n of the key's name
 * 2    n   the key's name, {@code account:key-id}, ASCII
 * 2+n  …   Tink AEAD ciphertext: 0x01, version (4), nonce (12), ciphertext, tag (16)
 * </pre>
 *
 * @param keyName {@code account:key-id}: no region, since a multi-Region key is one key
 * @param payload the Tink ciphertext, version first
 */
record CiphertextBlob(String keyName, SdkBytes payload) {
  private static final byte FORMAT = 1;
  private static final int MAX_BYTES = 6144;
  private static final Pattern KEY_NAME = Pattern.compile("\\d{12}:[a-z0-9-]{1,64}");

  /** The key's account. */
  String account() {
    return keyName.substring(0, keyName.indexOf(':'));
  }

  /** The key's id. */
  String keyId() {
    return keyName.substring(keyName.indexOf(':') + 1);
  }

  /** The number of the material that encrypted; call it for what has been decrypted only. */
  int version() {
    return payload.asByteBuffer().getInt(1);
  }

  SdkBytes encoded() {
    byte[] name = keyName.getBytes(StandardCharsets.US_ASCII);
    return SdkBytes.fromByteArrayUnsafe(
        ByteBuffer.allocate(2 + name.length + payload.asByteArrayUnsafe().length)
            .put(FORMAT)
            .put((byte) name.length)
            .put(name)
            .put(payload.asByteArrayUnsafe())
            .array());
  }

  /** Reads a blob; anything that is not one is an invalid ciphertext. */
  static CiphertextBlob decode(@Nullable SdkBytes blob) {
    byte[] bytes = KmsFaults.required(blob, "ciphertextBlob").asByteArray();
    if (bytes.length < 2 || bytes.length > MAX_BYTES || bytes[0] != FORMAT) {
      throw KmsFaults.invalidCiphertext();
    }
    int end = 2 + Byte.toUnsignedInt(bytes[1]);
    if (end >= bytes.length) {
      throw KmsFaults.invalidCiphertext();
    }
    String name = ascii(Arrays.copyOfRange(bytes, 2, end));
    if (!KEY_NAME.matcher(name).matches()) {
      throw KmsFaults.invalidCiphertext();
    }
    return new CiphertextBlob(
        name, SdkBytes.fromByteArrayUnsafe(Arrays.copyOfRange(bytes, end, bytes.length)));
  }

  private static String ascii(byte[] bytes) {
    try {
      return StandardCharsets.US_ASCII.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw KmsFaults.invalidCiphertext();
    }
  }
}
