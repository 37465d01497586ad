package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision: from what is wanted and what there is, to the next action. A pure function, so that
 * a run may be killed anywhere and the next one goes on from what it finds.
 */
public final class Decide {
  private static final List<Step.Kind> MAKING =
      List.of(Step.Kind.RESTORE, Step.Kind.SNAPSHOT, Step.Kind.COPY);

  private Decide() {}

  /** The next action for one source. */
  static Action next(Goal goal, Observed observed) {
    return choose(stages(goal, observed));
  }

  /**
   * What can be done first, else what is waited for, else what failed, else the last thing done.
   */
  public static Action choose(List<Action> stages) {
    Action waiting = null;
    Action failed = null;
    Action done = null;
    for (Action stage : stages) {
      if (!(stage instanceof Action.Idle)) {
        return stage;
      }
      waiting = first(waiting, stage, Action.Wait.class);
      failed = first(failed, stage, Action.Failed.class);
      done = stage;
    }
    if (done == null) {
      throw new IllegalArgumentException("no stages to choose from");
    }
    return waiting != null ? waiting : failed != null ? failed : done;
  }

  /** Where each stage stands: independent of each other, so that one never holds up another. */
  public static List<Action> stages(Goal goal, Observed observed) {
    if (goal.refusal() != null) {
      return abandon(goal, observed, refused(goal, goal.refusal()));
    }
    List<Action> stages = wanted(goal, observed);
    if (observed.stop() != null && !(choose(stages) instanceof Action.Done)) {
      return abandon(goal, observed, refused(goal, observed.stop()));
    }
    return stages;
  }

  private static List<Action> wanted(Goal goal, Observed observed) {
    Action sealing = sealing(goal, observed);
    if (sealing instanceof Action.Failed failed) {
      return abandon(goal, observed, failed);
    }
    List<Action> stages = new ArrayList<>();
    stages.add(sealing);
    if (sealing instanceof Action.Done) {
      stages.add(tempered(ToVerify.next(goal, observed), observed));
      for (String region : goal.copies().keySet()) {
        stages.add(tempered(ToCopy.next(goal, observed, region), observed));
      }
    }
    tempered(ToCleanUp.unneeded(goal, observed), observed, stages);
    if (stages.stream().allMatch(Action.Done.class::isInstance)) {
      stages.add(tempered(ToDispose.next(goal, observed), observed));
    }
    return stages;
  }

  private static List<Action> abandon(Goal goal, Observed observed, Action.Failed why) {
    List<Action> stages = new ArrayList<>();
    tempered(ToCleanUp.everything(goal, observed), observed, stages);
    stages.removeIf(Action.Done.class::isInstance);
    stages.add(0, why);
    return stages;
  }

  private static Action.Failed refused(Goal goal, Failure why) {
    return new Action.Failed(goal.step(Step.Kind.COPY), why);
  }

  /** Once one step of making it is given up, none of the others begins the work again. */
  private static Action sealing(Goal goal, Observed observed) {
    Action next = tempered(ToSeal.next(goal, observed), observed);
    if (next instanceof Action.Done || observed.standing(goal) == Standing.PENDING) {
      return next;
    }
    for (Step.Kind kind : MAKING) {
      Setback setback = observed.setbacks().get(goal.step(kind));
      if (setback != null && setback.isFinal()) {
        return new Action.Failed(goal.step(kind), setback.failure());
      }
    }
    return next;
  }

  private static void tempered(List<Action> actions, Observed observed, List<Action> into) {
    actions.forEach(action -> into.add(tempered(action, observed)));
  }

  /** Holds an action back after a setback, or gives it up. */
  private static Action tempered(Action action, Observed observed) {
    Setback setback = observed.setbacks().get(action.step());
    if (action instanceof Action.Idle || setback == null) {
      return action;
    }
    if (setback.isFinal()) {
      return new Action.Failed(action.step(), setback.failure());
    }
    if (observed.now().isBefore(setback.until())) {
      String why = "trying again after " + setback.failure().code();
      return new Action.Wait(action.step(), why, -1, setback.until());
    }
    return action;
  }

  private static @Nullable Action first(
      @Nullable Action found, Action stage, Class<? extends Action> kind) {
    return found == null && kind.isInstance(stage) ? stage : found;
  }
}
