package io.snapseal.kms;

import io.snapseal.state.Row;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * What a key's state lets happen (KMS developer guide, "Key states of AWS KMS keys", with AWS's
 * sentences).
 */
final class KeyStates {
  private KeyStates() {}

  static void mustBeEnabled(KeyMetadata key) {
    if (key.keyState() == KeyState.DISABLED) {
      throw KmsFaults.disabled(key.arn());
    }
    mustNotBePendingImport(key);
    mustNotBePendingDeletion(key);
  }

  static void mustNotBePendingImport(KeyMetadata key) {
    if (key.keyState() == KeyState.PENDING_IMPORT) {
      throw KmsFaults.invalidState(key.arn(), "pending import");
    }
  }

  static void mustNotBePendingDeletion(KeyMetadata key) {
    if (key.keyState() == KeyState.PENDING_DELETION) {
      throw KmsFaults.invalidState(key.arn(), "pending deletion");
    }
    if (key.keyState() == KeyState.PENDING_REPLICA_DELETION) {
      throw KmsFaults.invalidState(key.arn(), "pending replica deletion");
    }
  }

  static boolean isToBeDeleted(KeyMetadata key) {
    return key.keyState() == KeyState.PENDING_DELETION
        || key.keyState() == KeyState.PENDING_REPLICA_DELETION;
  }

  static KeyMetadata inState(KeyMetadata key, KeyState target) {
    return key.toBuilder().keyState(target).enabled(target == KeyState.ENABLED).build();
  }

  /** A key whose deletion is cancelled is not used before somebody wants it to be. */
  static KeyState afterCancellation(Row<KeyMetadata, KeyInternals> key) {
    return ImportedMaterials.isIncomplete(key.internal())
        ? KeyState.PENDING_IMPORT
        : KeyState.DISABLED;
  }
}
