package io.snapseal.blockstore;

import java.util.Objects;
import java.util.Optional;

/**
 * What a new snapshot is to be.
 *
 * @param snapshotId its name, unique in the store ({@link ObjectName#requirePart})
 * @param volumeId the lineage it belongs to: the snapshots of one database
 * @param parentSnapshotId an earlier snapshot of that lineage; pages equal to its pages are
 *     referenced instead of stored. One that is missing, of another volume or under another key is
 *     not used: the snapshot is then stored whole
 * @param seal the key it is encrypted under; none makes it unencrypted
 */
public record NewSnapshot(
    String snapshotId, String volumeId, Optional<String> parentSnapshotId, Optional<Seal> seal) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if an id is not a part of an object name
   */
  public NewSnapshot {
    ObjectName.requirePart(snapshotId);
    ObjectName.requirePart(volumeId);
    parentSnapshotId.ifPresent(ObjectName::requirePart);
    Objects.requireNonNull(seal);
  }
}
