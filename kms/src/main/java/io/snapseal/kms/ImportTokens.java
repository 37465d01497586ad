package io.snapseal.kms;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Import tokens: the private half of a wrapping key, sealed by the root key for one KMS key and 24
 * hours, so that nothing needs to be kept between the two requests of an import.
 *
 * <pre>
 * sealed  8   end of validity, epoch milliseconds
 *         2+n the wrapping algorithm, as the service model names it, UTF-8
 *         …   the private key, DER PKCS #8
 * bound   "snapseal import token v1 " and the key's ARN
 * </pre>
 */
final class ImportTokens {
  private final RootKey root;
  private final Clock clock;

  ImportTokens(RootKey root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  /** What a token holds; to be wiped by its reader. */
  static final class Content {
    private final String algorithm;
    private final byte[] privateKey;

    private Content(String algorithm, byte[] privateKey) {
      this.algorithm = algorithm;
      this.privateKey = privateKey;
    }

    String algorithm() {
      return algorithm;
    }

    /** DER PKCS #8; the array itself, so that what is wiped is all there is. */
    byte[] privateKey() {
      return privateKey;
    }

    void wipe() {
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  SdkBytes sealed(String keyArn, String algorithm, byte[] privateKey, Instant validTo) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream token = new DataOutputStream(bytes);
    try {
      token.writeLong(validTo.toEpochMilli());
      token.writeUTF(algorithm);
      token.write(privateKey);
      return SdkBytes.fromByteArrayUnsafe(root.aead().encrypt(bytes.toByteArray(), bound(keyArn)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens a token of this key that has not expired. */
  Content opened(String keyArn, SdkBytes token) {
    byte[] open = decrypted(keyArn, token);
    ByteBuffer bytes = ByteBuffer.wrap(open);
    Instant validTo = Instant.ofEpochMilli(bytes.getLong());
    byte[] algorithm = new byte[Short.toUnsignedInt(bytes.getShort())];
    bytes.get(algorithm);
    byte[] privateKey = Arrays.copyOfRange(open, bytes.position(), open.length);
    Arrays.fill(open, (byte) 0);
    if (!clock.instant().isBefore(validTo)) {
      Arrays.fill(privateKey, (byte) 0);
      throw KmsFaults.expiredImportToken();
    }
    return new Content(new String(algorithm, StandardCharsets.UTF_8), privateKey);
  }

  private byte[] decrypted(String keyArn, SdkBytes token) {
    try {
      return root.aead().decrypt(token.asByteArrayUnsafe(), bound(keyArn));
    } catch (GeneralSecurityException e) {
      throw KmsFaults.invalidImportToken();
    }
  }

  private static byte[] bound(String keyArn) {
    return ("snapseal import token v1 " + keyArn).getBytes(StandardCharsets.UTF_8);
  }
}
