package io.snapseal.wire;

import java.time.Instant;
import java.util.Optional;

/** Finds what a signature is checked with. */
@FunctionalInterface
public interface AccessKeySecrets {
  /**
   * The secret of a long-term access key that may sign: active, not deleted.
   *
   * @param accessKeyId as the request gives it, so any text of up to 128 letters, digits or
   *     underscores
   */
  Optional<SecretAccessKey> find(String accessKeyId);

  /**
   * The secret of a temporary access key, which signs only together with its session token. It may
   * still be found after its end, so that its holder is told of that.
   *
   * @param sessionToken as the request gives it
   */
  default Optional<Temporary> findTemporary(String accessKeyId, String sessionToken) {
    return Optional.empty();
  }

  /**
   * A temporary access key.
   *
   * @param secret what it signs with
   * @param end from when on it does not
   */
  record Temporary(SecretAccessKey secret, Instant end) {}
}
