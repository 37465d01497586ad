package io.snapseal.wire;

import java.time.Instant;
import java.util.Optional;

/** Finds what a signature is checked with. */
@FunctionalInterface
public interface AccessKeySecrets {
  /**
   * The secret of an access key that may sign: active, not deleted. A temporary key may still be
   * found after its end, so that its holder is told of that.
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

  /**
   * The moment from which a temporary access key no longer signs; empty for a long-term key.
   *
   * @param accessKeyId a key that {@link #find} has just found
   */
  default Optional<Instant> expiration(String accessKeyId) {
    return Optional.empty();
  }
}
