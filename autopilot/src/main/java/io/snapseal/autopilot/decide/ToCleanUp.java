package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Route;
import java.util.ArrayList;
import java.util.List;

/** The stages that remove temporaries: what its tags prove to be Snapseal's, and nothing else. */
final class ToCleanUp {
  private ToCleanUp() {}

  /** What is no longer of use, while the rest goes on. */
  static List<Action> unneeded(Goal goal, Observed observed) {
    Standing sealed = observed.standing(goal);
    List<Action> stages = new ArrayList<>();
    if (!databaseNeeded(goal, observed)) {
      databases(goal, observed, Purpose.SNAPSHOT, stages);
    }
    boolean snapshotNeeded = goal.route() == Route.RESTORE && sealed != Standing.SEALED;
    if (!snapshotNeeded && sealed != Standing.PENDING) {
      stages.add(snapshot(goal, observed));
    }
    if (!ToVerify.underWay(goal, observed)) {
      databases(goal, observed, Purpose.CHECK, stages);
    }
    return stages;
  }

  /**
   * Everything, since the rest does not go on. A copy that reads a temporary is called off first; a
   * snapshot of a temporary cluster cannot be, so it is waited for.
   */
  static List<Action> everything(Goal goal, Observed observed) {
    List<Action> stages = new ArrayList<>();
    boolean pending = !goal.underKey() && observed.standing(goal) == Standing.PENDING;
    if (pending && snapshotted(goal, observed)) {
      stages.add(beingSnapshotted(goal, observed));
    } else {
      databases(goal, observed, Purpose.SNAPSHOT, stages);
    }
    databases(goal, observed, Purpose.CHECK, stages);
    Temporary snapshot = Temporary.of(observed.temporarySnapshot(), goal.origin());
    stages.add(
        pending && snapshot.ours()
            ? new Action.DiscardTarget(goal.step(Step.Kind.DELETE_SNAPSHOT), goal.sealedId(), false)
            : snapshot(goal, observed));
    return stages;
  }

  private static boolean databaseNeeded(Goal goal, Observed observed) {
    Standing sealed = observed.standing(goal);
    if (goal.kind() == Kind.CLUSTER) {
      return sealed == Standing.PENDING
          ? snapshotted(goal, observed)
          : goal.route() == Route.CLUSTER && sealed != Standing.SEALED;
    }
    Temporary snapshot = Temporary.of(observed.temporarySnapshot(), goal.origin());
    return goal.route() == Route.RESTORE
        && sealed != Standing.SEALED
        && sealed != Standing.PENDING
        && !snapshot.is(Condition.AVAILABLE);
  }

  /** Whether a sealed snapshot in the making may be taken of the temporary cluster. */
  private static boolean snapshotted(Goal goal, Observed observed) {
    Temporary cluster = Temporary.of(observed.temporary().cluster(), goal.origin());
    return cluster.ours() && cluster.condition() != Condition.LEAVING;
  }

  private static Action beingSnapshotted(Goal goal, Observed observed) {
    return ToSeal.waiting(
        goal.step(Step.Kind.DELETE_CLUSTER),
        goal.clusterId(Purpose.SNAPSHOT) + " is being snapshotted",
        observed.sealed(),
        observed);
  }

  /** The instance, and once that is gone the cluster it was in. */
  private static void databases(
      Goal goal, Observed observed, Purpose purpose, List<Action> stages) {
    boolean check = purpose == Purpose.CHECK;
    Restored restored = observed.restored(purpose);
    Step ofInstance = goal.step(check ? Step.Kind.DELETE_CHECK : Step.Kind.DELETE_INSTANCE);
    Temporary instance = Temporary.of(restored.instance(), goal.origin());
    stages.add(leaving(ofInstance, instance, Kind.INSTANCE, goal.instanceId(purpose), observed));
    if (goal.kind() == Kind.CLUSTER) {
      Step step = goal.step(check ? Step.Kind.DELETE_CHECK_CLUSTER : Step.Kind.DELETE_CLUSTER);
      Temporary cluster = Temporary.of(restored.cluster(), goal.origin());
      boolean full = instance.ours() && cluster.ours();
      stages.add(
          full
              ? afterInstance(step, ofInstance, observed)
              : leaving(step, cluster, Kind.CLUSTER, goal.clusterId(purpose), observed));
    }
  }

  private static Action afterInstance(Step step, Step ofInstance, Observed observed) {
    return observed.givenUp(ofInstance)
        ? nothing(step)
        : ToSeal.waiting(step, "its instance is there yet", null, observed);
  }

  private static Action leaving(
      Step step, Temporary database, Kind kind, String id, Observed observed) {
    if (!database.ours()) {
      return nothing(step);
    }
    return database.condition() == Condition.LEAVING
        ? ToSeal.waiting(step, id + " is being deleted", null, observed)
        : new Action.DeleteDatabase(step, kind, id);
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
