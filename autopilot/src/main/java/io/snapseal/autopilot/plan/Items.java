package io.snapseal.autopilot.plan;

import io.snapseal.autopilot.act.StepReport;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.find.Classification;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Support;
import io.snapseal.autopilot.policy.Rule;
import io.snapseal.autopilot.seal.CopyReport;
import io.snapseal.autopilot.seal.Outcome;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what a rehearsal showed to the lines of a plan. */
final class Items {
  private static final String CLEAN_UP = "clean-up";

  private final String region;
  private final Rule rule;
  private final KeyBook book;

  Items(String region, Rule rule, KeyBook book) {
    this.region = region;
    this.rule = rule;
    this.book = book;
  }

  Plan.Item blocked(Snapshot snapshot, Failure why) throws InterruptedException {
    return item(snapshot, Outcome.FAILED, null, Map.of(), null, List.of(), List.of(why));
  }

  Plan.Item planned(Snapshot snapshot, SnapshotReport report, String key, Map<String, String> to)
      throws InterruptedException {
    List<Failure> blockers = new ArrayList<>();
    if (report.failure() != null) {
      blockers.add(report.failure());
    }
    for (CopyReport copy : report.copies()) {
      if (copy.failure() != null && !blockers.contains(copy.failure())) {
        blockers.add(copy.failure());
      }
    }
    Outcome outcome = Support.refusal(snapshot) == null ? report.outcome() : Outcome.NOT_SUPPORTED;
    return item(snapshot, outcome, key, to, report.sealedId(), report.steps(), blockers);
  }

  private Plan.Item item(
      Snapshot snapshot,
      Outcome outcome,
      @Nullable String key,
      Map<String, String> copyTo,
      @Nullable String sealedId,
      List<StepReport> steps,
      List<Failure> blockers)
      throws InterruptedException {
    Classification now = Classification.of(snapshot, book.of(region, snapshot.keyId()), null);
    return new Plan.Item(
        region,
        snapshot.id(),
        snapshot.arn(),
        snapshot.created() == null ? null : snapshot.created().toString(),
        snapshot.kind() == Kind.CLUSTER ? "cluster" : "instance",
        snapshot.type(),
        snapshot.engine(),
        snapshot.gib(),
        now.protection(),
        rule.name(),
        outcome,
        rule.route().forSnapshot(snapshot),
        key,
        copyTo,
        rule.verification(),
        rule.source().fate(),
        rule.source().grace().toString(),
        sealedId,
        steps,
        steps.stream()
            .filter(step -> step.step().equals(CLEAN_UP))
            .map(StepReport::detail)
            .distinct()
            .toList(),
        blockers);
  }
}
