package io.snapseal.wire;

import java.util.Optional;

/** Finds what a signature is checked with. */
@FunctionalInterface
public interface AccessKeySecrets {
  /**
   * The secret of an access key that may sign now: active, not expired, not deleted.
   *
   * @param accessKeyId as the request gives it, so any text of up to 128 letters, digits or
   *     underscores
   */
  Optional<SecretAccessKey> find(String accessKeyId);

  /**
   * The session token that must come with a temporary access key; empty for a long-term key.
   *
   * @param accessKeyId a key that {@link #find} has just found
   */
  default Optional<SecretAccessKey> sessionToken(String accessKeyId) {
    return Optional.empty();
  }
}
