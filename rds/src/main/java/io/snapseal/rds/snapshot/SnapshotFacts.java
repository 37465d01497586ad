package io.snapseal.rds.snapshot;

import io.snapseal.rds.storage.StorageEncryption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is true of any kind of snapshot.
 *
 * @param arn its ARN
 * @param status as AWS writes it
 * @param type {@code manual} or {@code automated}
 * @param encryption whether it is encrypted, and whose key that is
 * @param databaseId the resource id of the instance or cluster it was taken of
 * @param created when it was begun
 */
public record SnapshotFacts(
    String arn,
    String status,
    String type,
    StorageEncryption encryption,
    String databaseId,
    Instant created) {

  /** Its KMS key, if there is one that an account sees. */
  public @Nullable String kmsKeyArn() {
    return encryption.kmsKeyArn();
  }
}
