package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Instant;

/** The last stage: what becomes of the source, when all else is done. */
final class ToDispose {
  private ToDispose() {}

  static Action next(Goal goal, Observed observed) {
    Step delete = goal.step(Step.Kind.DELETE_SOURCE);
    Snapshot source = observed.source();
    if (source == null) {
      return new Action.Done(delete, goal.deletesSource() ? "deleted" : "kept");
    }
    if (!goal.deletesSource()) {
      return goal.marksSource() ? mark(goal, source, "kept") : new Action.Done(delete, "kept");
    }
    Instant due = due(goal, observed);
    return observed.now().isBefore(due)
        ? mark(goal, source, "kept until " + due)
        : deletion(goal, observed, source);
  }

  /** When a source may be deleted: so long after its sealed snapshot was created. */
  private static Instant due(Goal goal, Observed observed) {
    Snapshot sealed = observed.sealed();
    Instant created = sealed == null ? null : sealed.created();
    boolean atOnce = goal.source().grace().isZero();
    Instant from = created == null ? observed.now() : created;
    return atOnce ? Instant.MIN : from.plus(goal.source().grace());
  }

  private static Action mark(Goal goal, Snapshot source, String then) {
    Step step = goal.step(Step.Kind.TAG_SOURCE);
    boolean marked = goal.sealedId().equals(Tags.supersededBy(source.tags()));
    return marked || source.condition() != Condition.AVAILABLE
        ? new Action.Done(goal.step(Step.Kind.DELETE_SOURCE), then)
        : new Action.TagSource(step, source.arn(), goal.sealedId());
  }

  private static Action deletion(Goal goal, Observed observed, Snapshot source) {
    Step step = goal.step(Step.Kind.DELETE_SOURCE);
    return switch (source.condition()) {
      case AVAILABLE -> new Action.DeleteSource(step, goal.sourceId());
      case LEAVING -> new Action.Wait(step, "the source is being deleted", -1, observed.now());
      case UNDER_WAY, ABSENT -> new Action.Wait(step, "the source is in use", -1, observed.now());
      case BROKEN ->
          ToSeal.failed(
              step, OwnFault.SOURCE_UNUSABLE, goal.sourceId() + " cannot be deleted either");
    };
  }
}
