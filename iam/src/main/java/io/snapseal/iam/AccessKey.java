package io.snapseal.iam;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * An access key: an id that names its owner, and a secret that signs.
 *
 * @param id 16 to 128 letters, digits and underscores (IAM API reference, {@code AccessKeyId})
 * @param secret 40 characters when made here
 */
public record AccessKey(String id, SecretKey secret) {
  private static final Pattern ID = Pattern.compile("\\w{16,128}");
  private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String SECRET_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int ID_LENGTH = 16;
  private static final int SECRET_LENGTH = 40;

  public AccessKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "an access key id has 16 to 128 letters, digits or underscores");
    }
  }

  /** Makes a new long-term key: {@code AKIA…} and 240 bits of secret. */
  public static AccessKey random(SecureRandom random) {
    return new AccessKey(
        "AKIA" + drawn(random, ID_ALPHABET, ID_LENGTH),
        SecretKey.of(drawn(random, SECRET_ALPHABET, SECRET_LENGTH)));
  }

  private static String drawn(SecureRandom random, String alphabet, int length) {
    StringBuilder drawn = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return drawn.toString();
  }
}
