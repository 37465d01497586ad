package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import org.jspecify.annotations.Nullable;

/** How an encrypted snapshot is made from the source. A closed set. */
public enum Route {
  /** The cheapest the API allows for that snapshot. */
  AUTO,
  /**
   * One copy with the key, and no temporary. "If you specify this parameter when you copy an
   * unencrypted snapshot, the copy is encrypted" (RDS API Reference, CopyDBSnapshot, KmsKeyId). A
   * cluster snapshot can be copied to another key, but not from no key to one (RDS API Reference,
   * CopyDBClusterSnapshot, KmsKeyId).
   */
  COPY,
  /**
   * Restore a temporary instance, snapshot it, copy that snapshot with the key, then delete both
   * temporaries: proves on the way that the source restores. For a cluster snapshot it is {@link
   * #CLUSTER}.
   */
  RESTORE,
  /**
   * Restore a temporary cluster under the key, give it an instance, snapshot it, then delete both:
   * the way to encrypt a cluster snapshot (RDS API Reference, RestoreDBClusterFromSnapshot,
   * KmsKeyId).
   */
  CLUSTER;

  /** The route to take for a snapshot; never {@link #AUTO}. */
  public Route forSnapshot(Snapshot snapshot) {
    boolean cluster = snapshot.kind() == Kind.CLUSTER;
    return switch (this) {
      case AUTO -> !cluster || snapshot.underKmsKey() ? COPY : CLUSTER;
      case COPY -> COPY;
      case RESTORE -> cluster ? CLUSTER : RESTORE;
      case CLUSTER -> CLUSTER;
    };
  }

  /** Why a snapshot cannot go this way; null if it can. */
  public @Nullable Failure obstacle(Snapshot snapshot) {
    boolean cluster = snapshot.kind() == Kind.CLUSTER;
    if (this == CLUSTER && !cluster) {
      return OwnFault.ROUTE_IMPOSSIBLE.saying(
          snapshot.id() + " is of an instance: no cluster can be restored from it");
    }
    // Whether a copy can leave a key that AWS owns is said nowhere: a restore can.
    if (this == COPY && cluster && !snapshot.underKmsKey()) {
      return OwnFault.ROUTE_IMPOSSIBLE.saying(
          snapshot.id() + " is a cluster snapshot under no KMS key: a copy cannot encrypt it");
    }
    boolean unreadable = this == RESTORE && snapshot.shared() && snapshot.encrypted();
    return unreadable
        ? OwnFault.ROUTE_IMPOSSIBLE.saying(
            snapshot.id() + " is encrypted and another account's: it must be copied first")
        : null;
  }
}
