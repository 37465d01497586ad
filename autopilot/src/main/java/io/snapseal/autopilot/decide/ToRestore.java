package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.find.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The stage that restores a snapshot into a temporary database: an instance, or a cluster with one
 * member, since "restore" makes the cluster alone (RDS API Reference,
 * RestoreDBClusterFromSnapshot).
 */
final class ToRestore {
  private ToRestore() {}

  /** What is to be done until the database is available; null once it is. */
  static @Nullable Action next(
      Goal goal, Observed observed, Purpose purpose, Step step, String snapshotId) {
    Restored restored = observed.restored(purpose);
    String instanceId = goal.instanceId(purpose);
    Temporary instance = Temporary.of(restored.instance(), goal.origin());
    if (goal.kind() == Kind.INSTANCE) {
      Action restore = new Action.Restore(step, purpose, snapshotId, instanceId);
      return next(step, instance, "instance " + instanceId, restore, observed);
    }
    String clusterId = goal.clusterId(purpose);
    Temporary cluster = Temporary.of(restored.cluster(), goal.origin());
    Action restore = new Action.Restore(step, purpose, snapshotId, clusterId);
    Action first = next(step, cluster, "cluster " + clusterId, restore, observed);
    if (first != null) {
      return first;
    }
    Action add = new Action.AddInstance(step, purpose, clusterId, instanceId);
    return next(step, instance, "instance " + instanceId, add, observed);
  }

  private static @Nullable Action next(
      Step step, Temporary temporary, String what, Action toMakeIt, Observed observed) {
    if (temporary.foreign()) {
      return ToSeal.failed(step, OwnFault.NAME_TAKEN, what);
    }
    return switch (temporary.condition()) {
      case ABSENT -> toMakeIt;
      case UNDER_WAY ->
          ToSeal.waiting(step, "the temporary " + what + " is being made", null, observed);
      case LEAVING -> ToSeal.waiting(step, "an earlier one is being deleted", null, observed);
      case BROKEN -> ToSeal.failed(step, OwnFault.RESTORE_FAILED, what);
      case AVAILABLE -> null;
    };
  }
}
