package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.find.Route;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The stage that makes the encrypted snapshot. */
public final class ToSeal {
  private ToSeal() {}

  static Action next(Goal goal, Observed observed) {
    Step copy = goal.step(Step.Kind.COPY);
    return switch (observed.standing(goal)) {
      case SEALED -> new Action.Done(copy, goal.sealedId());
      case PENDING -> waiting(copy, "being encrypted", observed.sealed(), observed);
      case LEAVING -> waiting(copy, "an earlier attempt is being deleted", null, observed);
      case BROKEN ->
          goal.underKey()
              ? failed(copy, OwnFault.SOURCE_UNUSABLE, goal.sourceId())
              : new Action.DiscardTarget(copy, goal.sealedId(), true);
      case FOREIGN -> failed(copy, OwnFault.NAME_TAKEN, "snapshot " + goal.sealedId());
      case OTHER_KEY -> failed(copy, OwnFault.NOT_UNDER_KEY, goal.sealedId());
      case ABSENT -> unmade(goal, observed);
    };
  }

  private static Action unmade(Goal goal, Observed observed) {
    Step copy = goal.step(Step.Kind.COPY);
    DBSnapshot source = observed.source();
    if (source == null) {
      return new Action.Failed(
          copy,
          AwsFault.SNAPSHOT_GONE.saying(
              goal.sourceId() + " is gone from " + goal.region() + ", and not sealed"));
    }
    if (goal.unreadable() != null) {
      return new Action.Failed(copy, goal.unreadable());
    }
    return switch (Condition.of(source.status())) {
      case AVAILABLE ->
          goal.route() == Route.RESTORE
              ? byRestore(goal, observed)
              : new Action.CopySealed(copy, goal.sourceId(), goal.sealedId());
      case UNDER_WAY -> waiting(copy, "the source is being made", source, observed);
      default -> failed(copy, OwnFault.SOURCE_UNUSABLE, goal.sourceId() + " is " + source.status());
    };
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
    Step step = goal.step(Step.Kind.RESTORE);
    String id = goal.temporaryInstanceId();
    Temporary instance = Temporary.of(observed.temporaryInstance(), goal.origin());
    if (instance.foreign()) {
      return failed(step, OwnFault.NAME_TAKEN, "instance " + id);
    }
    return switch (instance.condition()) {
      case ABSENT -> new Action.RestoreTemporary(step, goal.sourceId(), id);
      case UNDER_WAY -> waiting(step, "the temporary instance is being restored", null, observed);
      case LEAVING -> waiting(step, "an earlier one is being deleted", null, observed);
      case BROKEN -> failed(step, OwnFault.RESTORE_FAILED, "instance " + id);
      case AVAILABLE ->
          new Action.SnapshotTemporary(
              goal.step(Step.Kind.SNAPSHOT), id, goal.temporarySnapshotId());
    };
  }

  static Action.Wait waiting(
      Step step, String why, @Nullable DBSnapshot progressing, Observed observed) {
    boolean told = progressing != null && progressing.percentProgress() != null;
    int percent = told && progressing != null ? progressing.percentProgress() : -1;
    return new Action.Wait(step, why, percent, observed.now());
  }

  static Action.Failed failed(Step step, OwnFault fault, String what) {
    return new Action.Failed(step, fault.saying(what));
  }
}
