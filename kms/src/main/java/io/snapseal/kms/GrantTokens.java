package io.snapseal.kms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;

/** Grant tokens: the name of a grant, sealed, so that nobody makes one. They are kept nowhere. */
final class GrantTokens {
  private static final byte[] PURPOSE = "kms-grant-token".getBytes(StandardCharsets.US_ASCII);
  private static final char BETWEEN = '|';

  private final RootKey root;

  /** What a token names. */
  record Named(String keyArn, String grantId) {}

  GrantTokens(RootKey root) {
    this.root = root;
  }

  /** The token of a grant. */
  String of(String keyArn, String grantId) {
    byte[] named = (keyArn + BETWEEN + grantId).getBytes(StandardCharsets.US_ASCII);
    try {
      return Base64.getEncoder().encodeToString(root.aead().encrypt(named, PURPOSE));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a token names; whether that grant is still there is another question.
   *
   * @throws software.amazon.awssdk.services.kms.model.InvalidGrantTokenException if it is none
   */
  Named open(String token) {
    try {
      String named =
          new String(
              root.aead().decrypt(Base64.getDecoder().decode(token), PURPOSE),
              StandardCharsets.US_ASCII);
      int between = named.indexOf(BETWEEN);
      return new Named(named.substring(0, between), named.substring(between + 1));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw KmsFaults.invalidGrantToken();
    }
  }

  /** Refuses a request with a token that is none. */
  void requireGenuine(List<String> given) {
    given.forEach(this::open);
  }
}
