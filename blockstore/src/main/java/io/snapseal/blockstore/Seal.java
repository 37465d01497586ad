package io.snapseal.blockstore;

import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Under which KMS key a snapshot is sealed.
 *
 * @param kms KMS, on behalf of the caller
 * @param keyArn the ARN of the key itself, never of an alias: an alias may point elsewhere tomorrow
 * @param encryptionContext what the data key is bound to (KMS developer guide, "Encryption
 *     context"); public
 */
public record Seal(KmsClient kms, String keyArn, Map<String, String> encryptionContext) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if {@code keyArn} is not the ARN of a key
   */
  public Seal {
    Objects.requireNonNull(kms);
    if (!keyArn.startsWith("arn:") || !keyArn.contains(":key/")) {
      throw new IllegalArgumentException("not the ARN of a KMS key: " + keyArn);
    }
    encryptionContext = Map.copyOf(encryptionContext);
  }
}
