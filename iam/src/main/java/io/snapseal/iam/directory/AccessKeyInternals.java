package io.snapseal.iam.directory;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Whose access key it is, and its secret.
 *
 * @param account the owner's account
 * @param user the owner's row id
 * @param wrapped the secret in base64, wrapped under {@link #secretName}
 * @param lastUse when it was last seen to sign, or null if it never was
 */
public record AccessKeyInternals(
    String account, String user, String wrapped, @Nullable Use lastUse) {

  /**
   * A use of an access key.
   *
   * @param atMs milliseconds since 1970
   * @param service the service's short name, for example {@code kms}
   */
  public record Use(long atMs, String service, String region) {}

  /** The name under which a key's secret is wrapped. */
  static String secretName(String accessKeyId) {
    return "iam-access-key/" + accessKeyId;
  }

  /** Internals of a new key. */
  public static AccessKeyInternals of(
      SecretWrapping wrapping, String account, String user, String accessKeyId, byte[] secret) {
    byte[] wrapped = wrapping.wrap(secretName(accessKeyId), secret);
    return new AccessKeyInternals(account, user, Base64.getEncoder().encodeToString(wrapped), null);
  }

  /** Whether the secret opens by that wrapping. */
  public boolean opensBy(SecretWrapping wrapping, String accessKeyId) {
    try {
      Arrays.fill(opened(wrapping, accessKeyId), (byte) 0);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The same secret under another wrapping.
   *
   * @throws IllegalArgumentException if it does not open by the first
   */
  public AccessKeyInternals rewrapped(SecretWrapping from, SecretWrapping to, String accessKeyId) {
    byte[] secret = opened(from, accessKeyId);
    try {
      byte[] again = to.wrap(secretName(accessKeyId), secret);
      return new AccessKeyInternals(
          account, user, Base64.getEncoder().encodeToString(again), lastUse);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private byte[] opened(SecretWrapping wrapping, String accessKeyId) {
    return wrapping.unwrap(secretName(accessKeyId), Base64.getDecoder().decode(wrapped));
  }

  /** The key of a user who has another name now. */
  public AccessKeyInternals ofUser(String renamed) {
    return new AccessKeyInternals(account, renamed, wrapped, lastUse);
  }

  /** The key after a use. */
  public AccessKeyInternals used(Use use) {
    return new AccessKeyInternals(account, user, wrapped, use);
  }
}
