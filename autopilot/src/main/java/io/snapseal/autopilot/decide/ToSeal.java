package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.find.Snapshot;
import org.jspecify.annotations.Nullable;

/** The stage that makes the encrypted snapshot. */
public final class ToSeal {
  private ToSeal() {}

  static Action next(Goal goal, Observed observed) {
    Step making = goal.making();
    return switch (observed.standing(goal)) {
      case SEALED -> new Action.Done(making, goal.sealedId());
      case PENDING -> waiting(making, "being encrypted", observed.sealed(), observed);
      case LEAVING -> waiting(making, "an earlier attempt is being deleted", null, observed);
      case BROKEN ->
          goal.underKey()
              ? failed(making, OwnFault.SOURCE_UNUSABLE, goal.sourceId())
              : new Action.DiscardTarget(making, goal.sealedId(), true);
      case FOREIGN -> failed(making, OwnFault.NAME_TAKEN, "snapshot " + goal.sealedId());
      case OTHER_KEY -> failed(making, OwnFault.NOT_UNDER_KEY, goal.sealedId());
      case ABSENT -> unmade(goal, observed);
    };
  }

  private static Action unmade(Goal goal, Observed observed) {
    Step copy = goal.making();
    Snapshot source = observed.source();
    if (source == null) {
      return new Action.Failed(
          copy,
          AwsFault.SNAPSHOT_GONE.saying(
              goal.sourceId() + " is gone from " + goal.region() + ", and not sealed"));
    }
    if (goal.obstacle() != null) {
      return new Action.Failed(copy, goal.obstacle());
    }
    return switch (source.condition()) {
      case AVAILABLE -> made(goal, observed);
      case UNDER_WAY -> waiting(copy, "the source is being made", source, observed);
      default -> failed(copy, OwnFault.SOURCE_UNUSABLE, goal.sourceId() + " is " + source.status());
    };
  }

  private static Action made(Goal goal, Observed observed) {
    return switch (goal.route()) {
      case RESTORE -> byRestore(goal, observed);
      case CLUSTER -> byCluster(goal, observed);
      default -> new Action.CopySealed(goal.step(Step.Kind.COPY), goal.sourceId(), goal.sealedId());
    };
  }

  /** The restored cluster is under the key already: its snapshot is the sealed one. */
  private static Action byCluster(Goal goal, Observed observed) {
    Step restore = goal.step(Step.Kind.RESTORE);
    Action first = ToRestore.next(goal, observed, Purpose.SNAPSHOT, restore, goal.sourceId());
    return first != null
        ? first
        : new Action.SnapshotSealed(
            goal.making(), goal.clusterId(Purpose.SNAPSHOT), goal.sealedId());
  }

  private static Action byRestore(Goal goal, Observed observed) {
    Step step = goal.step(Step.Kind.SNAPSHOT);
    String id = goal.temporarySnapshotId();
    Temporary snapshot = Temporary.of(observed.temporarySnapshot(), goal.origin());
    if (snapshot.foreign()) {
      return failed(step, OwnFault.NAME_TAKEN, "snapshot " + id);
    }
    return switch (snapshot.condition()) {
      case AVAILABLE -> new Action.CopySealed(goal.step(Step.Kind.COPY), id, goal.sealedId());
      case UNDER_WAY ->
          waiting(
              step, "the temporary snapshot is being made", observed.temporarySnapshot(), observed);
      case LEAVING -> waiting(step, "an earlier one is being deleted", null, observed);
      case BROKEN -> new Action.DeleteTemporarySnapshot(step, id, true);
      case ABSENT -> snapshotOf(goal, observed);
    };
  }

  private static Action snapshotOf(Goal goal, Observed observed) {
    Step restore = goal.step(Step.Kind.RESTORE);
    Action first = ToRestore.next(goal, observed, Purpose.SNAPSHOT, restore, goal.sourceId());
    return first != null
        ? first
        : new Action.SnapshotTemporary(
            goal.step(Step.Kind.SNAPSHOT),
            goal.instanceId(Purpose.SNAPSHOT),
            goal.temporarySnapshotId());
  }

  static Action.Wait waiting(
      Step step, String why, @Nullable Snapshot progressing, Observed observed) {
    int percent = progressing == null ? -1 : progressing.percent();
    return new Action.Wait(step, why, percent, observed.now());
  }

  static Action.Failed failed(Step step, OwnFault fault, String what) {
    return new Action.Failed(step, fault.saying(what));
  }
}
