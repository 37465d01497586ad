package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.OwnFault;

/** The stage that restores the sealed snapshot and looks into it, if that is asked. */
public final class ToVerify {
  private ToVerify() {}

  static Action next(Goal goal, Observed observed) {
    Step step = goal.step(Step.Kind.VERIFY);
    if (goal.verification() == Verification.METADATA) {
      return new Action.Done(step, "available, encrypted, under the wanted key");
    }
    if (observed.tested(goal)) {
      return new Action.Done(step, "restored and checked");
    }
    String id = goal.checkInstanceId();
    Temporary instance = Temporary.of(observed.checkInstance(), goal.origin());
    if (instance.foreign()) {
      return ToSeal.failed(step, OwnFault.NAME_TAKEN, "instance " + id);
    }
    return switch (instance.condition()) {
      case ABSENT -> new Action.RestoreForCheck(step, goal.sealedId(), id);
      case UNDER_WAY -> ToSeal.waiting(step, "being restored", null, observed);
      case LEAVING -> ToSeal.waiting(step, "an earlier one is being deleted", null, observed);
      case BROKEN -> ToSeal.failed(step, OwnFault.RESTORE_FAILED, "instance " + id);
      case AVAILABLE -> new Action.CheckRestored(step, id);
    };
  }

  /** Whether the check's instance is still of use. */
  static boolean underWay(Goal goal, Observed observed) {
    Temporary instance = Temporary.of(observed.checkInstance(), goal.origin());
    return goal.verification() == Verification.RESTORE
        && observed.standing(goal) == Standing.SEALED
        && !observed.tested(goal)
        && !observed.givenUp(goal.step(Step.Kind.VERIFY))
        && !instance.is(Condition.BROKEN);
  }
}
