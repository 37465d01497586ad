package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import org.jspecify.annotations.Nullable;

/** How far a snapshot that ought to be sealed has come. */
public enum Standing {
  ABSENT,
  /** Its name is taken by something Snapseal did not make for this source and key. */
  FOREIGN,
  PENDING,
  LEAVING,
  BROKEN,
  /** Available, but not encrypted under the wanted key. */
  OTHER_KEY,
  /** Available, encrypted, its key resolves to the wanted ARN, its lineage tags match. */
  SEALED;

  /**
   * Judges a target.
   *
   * @param keyArn what its reported key resolves to, or empty
   * @param wanted lineage and key; its tags are not asked for where the source is its own target
   */
  public static Standing of(
      @Nullable Snapshot target, String keyArn, Lineage wanted, boolean ownTarget) {
    if (target == null) {
      return ABSENT;
    }
    boolean ours = ownTarget || Tags.proveSealed(target.tags(), wanted);
    return switch (target.condition()) {
      case ABSENT -> ABSENT;
      // Tags may lag behind while it is being made: whose it is can be told at the end.
      case UNDER_WAY -> ours || !Tags.anyOurs(target.tags()) ? PENDING : FOREIGN;
      case LEAVING -> LEAVING;
      case BROKEN -> ours ? BROKEN : FOREIGN;
      case AVAILABLE -> available(target, keyArn, wanted, ours);
    };
  }

  private static Standing available(Snapshot target, String keyArn, Lineage wanted, boolean ours) {
    if (!ours) {
      return FOREIGN;
    }
    boolean encrypted = target.encrypted();
    return encrypted && keyArn.equals(wanted.keyArn()) ? SEALED : OTHER_KEY;
  }
}
