package io.snapseal.kms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of material that its owner has imported (KMS developer guide, "Importing key
 * material").
 *
 * @param present false once it was deleted or has expired: its owner must bring it again
 * @param pending true until a rotation makes it the key's current material
 * @param validTo when it expires, epoch milliseconds; null if it does not
 * @param description its owner's words for it
 */
record ImportedMaterial(
    boolean present, boolean pending, @Nullable Long validTo, @Nullable String description) {

  ImportedMaterial gone() {
    return new ImportedMaterial(false, pending, null, description);
  }

  /** Not an accessor: whether it must be gone by now. */
  boolean expired(Instant now) {
    return validTo != null && !now.isBefore(Instant.ofEpochMilli(validTo));
  }

  ImportedMaterial rotatedIn() {
    return new ImportedMaterial(present, false, validTo, description);
  }
}
