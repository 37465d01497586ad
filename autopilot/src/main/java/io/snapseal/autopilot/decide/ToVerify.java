package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Condition;

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
    Action first = ToRestore.next(goal, observed, Purpose.CHECK, step, goal.sealedId());
    return first != null ? first : new Action.CheckRestored(step, goal.instanceId(Purpose.CHECK));
  }

  /** Whether the check's database is still of use. */
  static boolean underWay(Goal goal, Observed observed) {
    return goal.verification() == Verification.RESTORE
        && observed.standing(goal) == Standing.SEALED
        && !observed.tested(goal)
        && !observed.givenUp(goal.step(Step.Kind.VERIFY))
        && !broken(goal, observed.check());
  }

  private static boolean broken(Goal goal, Restored check) {
    return Temporary.of(check.instance(), goal.origin()).is(Condition.BROKEN)
        || Temporary.of(check.cluster(), goal.origin()).is(Condition.BROKEN);
  }
}
