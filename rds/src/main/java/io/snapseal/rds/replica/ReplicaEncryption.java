package io.snapseal.rds.replica;

import io.snapseal.rds.resource.RdsFaults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which key a read replica is under (RDS API reference, {@code CreateDBInstanceReadReplica}, {@code
 * KmsKeyId}): within a region its source's, in another region one of that region. A replica is
 * encrypted exactly if its source is.
 */
final class ReplicaEncryption {
  private ReplicaEncryption() {}

  /**
   * Decides on the key.
   *
   * @param sourceKey the ARN of the source's key; null if it is not encrypted
   * @param sameRegion whether the replica is in its source's region
   * @param given the key that the request names; null if none
   * @return the key to use, as given or the source's; empty if the replica is not encrypted
   * @throws software.amazon.awssdk.services.rds.model.RdsException for a combination that RDS
   *     refuses
   */
  static Optional<String> key(
      @Nullable String sourceKey, boolean sameRegion, @Nullable String given) {
    if (sourceKey == null && given != null) {
      throw RdsFaults.invalidCombination(
          "Cannot create an encrypted read replica from an unencrypted source.");
    }
    if (sourceKey == null) {
      return Optional.empty();
    }
    if (!sameRegion && given == null) {
      throw RdsFaults.invalidCombination(
          "Cannot create a cross region unencrypted read replica from encrypted source.");
    }
    return Optional.of(given == null ? sourceKey : given);
  }

  /** A key that is given within a region can only be the source's own, by whichever name. */
  static void requireSame(String sourceKey, boolean sameRegion, String used) {
    if (sameRegion && !used.equals(sourceKey)) {
      throw RdsFaults.invalidCombination(
          "A read replica in the same region is encrypted with the KMS key of its source, %s: do not specify another KmsKeyId."
              .formatted(sourceKey));
    }
  }
}
