package io.snapseal.autopilot.seal;

import io.snapseal.autopilot.act.Job;
import io.snapseal.autopilot.act.RestoreCheck;
import io.snapseal.autopilot.act.StepReport;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.decide.Action;
import io.snapseal.autopilot.decide.Goal;
import io.snapseal.autopilot.decide.Observed;
import io.snapseal.autopilot.decide.Setback;
import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.decide.Standing;
import io.snapseal.autopilot.decide.ToCopy;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Selection;
import io.snapseal.autopilot.find.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what a job last saw to what is reported. */
public final class Reports {
  private Reports() {}

  /** For a source that nothing was begun for. */
  static SnapshotReport refused(
      String region, Route route, Selection.Candidate candidate, Outcome outcome, Failure why) {
    Snapshot snapshot = candidate.snapshot();
    return new SnapshotReport(
        region,
        candidate.asked(),
        snapshot == null ? null : snapshot.arn(),
        outcome,
        null,
        null,
        null,
        snapshot == null ? route : route.forSnapshot(snapshot),
        List.of(),
        false,
        null,
        false,
        null,
        List.of(),
        List.of(),
        why);
  }

  static SnapshotReport of(Job job, String asked, Instant now) {
    Goal goal = job.goal();
    Observed seen = job.last();
    Snapshot sealed = seen == null ? null : seen.sealed();
    boolean proven = seen != null && seen.standing(goal) == Standing.SEALED;
    RestoreCheck.Verdict verdict = job.verdict();
    return new SnapshotReport(
        goal.region(),
        asked,
        goal.sourceArn(),
        outcome(job),
        proven ? goal.sealedId() : null,
        proven && sealed != null ? sealed.arn() : null,
        proven ? goal.origin().keyArn() : null,
        goal.route(),
        copies(goal, seen),
        seen != null && seen.tested(goal),
        verdict == null ? null : verdict.detail(),
        job.deletedSource(),
        note(goal),
        seen == null ? List.of() : seen.left(goal),
        job.rehearsed() == null ? job.journal().steps(now) : plan(job.rehearsed()),
        job.failure());
  }

  private static Outcome outcome(Job job) {
    if (job.failure() != null) {
      return Outcome.FAILED;
    }
    boolean copies = job.rehearsed() != null && !job.rehearsed().isEmpty();
    if (job.goal().underKey() && !copies) {
      return Outcome.ALREADY_UNDER_KEY;
    }
    return job.rehearsed() == null || job.rehearsed().isEmpty()
        ? Outcome.SEALED
        : Outcome.WOULD_SEAL;
  }

  private static List<CopyReport> copies(Goal goal, @Nullable Observed seen) {
    List<CopyReport> copies = new ArrayList<>();
    for (String region : goal.copies().keySet()) {
      Snapshot copy = seen == null ? null : seen.copies().get(region);
      Setback setback = seen == null ? null : seen.setbacks().get(Goal.copyTo(region));
      boolean sealed = seen != null && ToCopy.standing(goal, seen, region) == Standing.SEALED;
      String keyArn = seen == null || copy == null ? "" : seen.keyArn(region, copy);
      copies.add(
          new CopyReport(
              region,
              goal.copyId(region),
              copy == null ? null : copy.arn(),
              keyArn.isEmpty() ? null : keyArn,
              sealed,
              sealed || setback == null ? null : setback.failure()));
    }
    return copies;
  }

  private static @Nullable String note(Goal goal) {
    if (goal.source().fate() != SourceRule.Fate.DELETE) {
      return null;
    }
    if (goal.underKey()) {
      return "the source is itself under the wanted key: it is kept";
    }
    return goal.manual()
        ? null
        : "the source is automated, AWS Backup's or another account's: it is kept until its owner's retention period ends";
  }

  private static List<StepReport> plan(List<Action> actions) {
    return actions.stream()
        .map(action -> new StepReport(action.step().label(), 0, action.what()))
        .toList();
  }
}
