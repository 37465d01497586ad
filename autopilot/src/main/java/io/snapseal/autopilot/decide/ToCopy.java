package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Snapshot;
import org.jspecify.annotations.Nullable;

/** The stage that copies the sealed snapshot to one other region, under that region's key. */
public final class ToCopy {
  private ToCopy() {}

  static Action next(Goal goal, Observed observed, String region) {
    Step step = Goal.copyTo(region);
    String id = goal.copyId(region);
    @Nullable Snapshot copy = observed.copies().get(region);
    return switch (standing(goal, observed, region)) {
      case SEALED -> new Action.Done(step, id);
      case PENDING -> ToSeal.waiting(step, "being copied", copy, observed);
      case LEAVING -> ToSeal.waiting(step, "an earlier one is being deleted", null, observed);
      case BROKEN -> new Action.DiscardTarget(step, id, true);
      case FOREIGN -> ToSeal.failed(step, OwnFault.NAME_TAKEN, "snapshot " + id + " in " + region);
      case OTHER_KEY -> ToSeal.failed(step, OwnFault.NOT_UNDER_KEY, id + " in " + region);
      case ABSENT -> fromSealed(step, id, observed);
    };
  }

  public static Standing standing(Goal goal, Observed observed, String region) {
    @Nullable Snapshot copy = observed.copies().get(region);
    Lineage wanted = goal.copies().get(region);
    if (wanted == null) {
      throw new IllegalArgumentException("no copy is wanted in " + region);
    }
    String keyArn = copy == null ? "" : observed.keyArn(region, copy);
    return Standing.of(copy, keyArn, wanted, false);
  }

  private static Action fromSealed(Step step, String id, Observed observed) {
    Snapshot sealed = observed.sealed();
    if (sealed == null) {
      throw new IllegalStateException("copies are decided only once the sealed snapshot is there");
    }
    return new Action.CopyToRegion(step, sealed.arn(), id);
  }
}
