package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.find.Route;
import java.util.ArrayList;
import java.util.List;

/** The stages that remove temporaries: what its tags prove to be Snapseal's, and nothing else. */
public final class ToCleanUp {
  private ToCleanUp() {}

  /** What is no longer of use, while the rest goes on. */
  static List<Action> unneeded(Goal goal, Observed observed) {
    Standing sealed = observed.standing(goal);
    Temporary snapshot = Temporary.of(observed.temporarySnapshot(), goal.origin());
    boolean restoring = goal.route() == Route.RESTORE && sealed != Standing.SEALED;
    boolean instanceNeeded =
        restoring && sealed != Standing.PENDING && !snapshot.is(Condition.AVAILABLE);
    List<Action> stages = new ArrayList<>();
    if (!instanceNeeded) {
      stages.add(instance(goal, observed));
    }
    if (!restoring && sealed != Standing.PENDING) {
      stages.add(snapshot(goal, observed));
    }
    if (!ToVerify.underWay(goal, observed)) {
      stages.add(check(goal, observed));
    }
    return stages;
  }

  /**
   * Everything, since the rest does not go on. A copy that reads a temporary is called off first.
   */
  static List<Action> everything(Goal goal, Observed observed) {
    List<Action> stages = new ArrayList<>();
    stages.add(instance(goal, observed));
    stages.add(check(goal, observed));
    Temporary snapshot = Temporary.of(observed.temporarySnapshot(), goal.origin());
    boolean read =
        snapshot.ours() && !goal.underKey() && observed.standing(goal) == Standing.PENDING;
    stages.add(
        read
            ? new Action.DiscardTarget(goal.step(Step.Kind.DELETE_SNAPSHOT), goal.sealedId(), false)
            : snapshot(goal, observed));
    return stages;
  }

  private static Action instance(Goal goal, Observed observed) {
    return leaving(
        goal.step(Step.Kind.DELETE_INSTANCE),
        Temporary.of(observed.temporaryInstance(), goal.origin()),
        goal.temporaryInstanceId(),
        observed);
  }

  private static Action check(Goal goal, Observed observed) {
    return leaving(
        goal.step(Step.Kind.DELETE_CHECK),
        Temporary.of(observed.checkInstance(), goal.origin()),
        goal.checkInstanceId(),
        observed);
  }

  private static Action leaving(Step step, Temporary instance, String id, Observed observed) {
    if (!instance.ours()) {
      return nothing(step);
    }
    return instance.condition() == Condition.LEAVING
        ? ToSeal.waiting(step, id + " is being deleted", null, observed)
        : new Action.DeleteTemporaryInstance(step, id);
  }

  /** A snapshot can be deleted only when available (RDS API Reference, DeleteDBSnapshot). */
  private static Action snapshot(Goal goal, Observed observed) {
    Step step = goal.step(Step.Kind.DELETE_SNAPSHOT);
    Temporary snapshot = Temporary.of(observed.temporarySnapshot(), goal.origin());
    String id = goal.temporarySnapshotId();
    if (!snapshot.ours()) {
      return nothing(step);
    }
    return switch (snapshot.condition()) {
      case LEAVING -> ToSeal.waiting(step, id + " is being deleted", null, observed);
      case UNDER_WAY ->
          ToSeal.waiting(
              step, id + " cannot be deleted yet", observed.temporarySnapshot(), observed);
      default -> new Action.DeleteTemporarySnapshot(step, id, false);
    };
  }

  private static Action nothing(Step step) {
    return new Action.Done(step, "no temporaries left");
  }
}
