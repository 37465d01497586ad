package io.snapseal.blockstore;

import java.util.Objects;
import software.amazon.awssdk.services.kms.KmsClient;

/** Who is asked to open a snapshot's data key. */
@FunctionalInterface
public interface KeyAccess {
  /**
   * The KMS that holds a key, on behalf of whoever wants to read.
   *
   * @param keyArn the key's ARN as the store has it; not authenticated yet
   */
  KmsClient kmsFor(String keyArn);

  /** No key at all: enough for unencrypted snapshots. */
  static KeyAccess none() {
    return keyArn -> {
      throw new KeyNeededException(keyArn);
    };
  }

  /** One KMS for every key. */
  static KeyAccess of(KmsClient kms) {
    Objects.requireNonNull(kms);
    return keyArn -> kms;
  }
}
