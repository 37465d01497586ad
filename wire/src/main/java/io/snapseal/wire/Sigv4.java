package io.snapseal.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of Signature Version 4.
 *
 * <p>IAM User Guide, "Create a signed AWS API request", steps 2 to 4.
 */
final class Sigv4 {
  private static final String HMAC = "HmacSHA256";

  private Sigv4() {}

  /** The signature, as 64 hexadecimal digits, that the owner of {@code secret} would give. */
  static String signature(SecretAccessKey secret, SignatureClaim claim, String canonicalRequest) {
    CredentialScope scope = claim.scope();
    String stringToSign =
        String.join(
            "\n",
            SignatureClaim.ALGORITHM,
            AmzDate.format(claim.signedAt()),
            scope.text(),
            sha256(canonicalRequest.getBytes(StandardCharsets.UTF_8)));
    Mac mac = mac();
    byte[] key = secret.signingSeed();
    for (String link :
        new String[] {
          scope.date(), scope.region(), scope.service(), CredentialScope.TERMINATOR, stringToSign
        }) {
      byte[] next = hmac(mac, key, link);
      Arrays.fill(key, (byte) 0);
      key = next;
    }
    return HexFormat.of().formatHex(key);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Mac mac() {
    try {
      return Mac.getInstance(HMAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  private static byte[] hmac(Mac mac, byte[] key, String message) {
    try {
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
