package io.snapseal.autopilot.plan;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.policy.Budgets;
import java.util.List;

/** Keeps a plan within its policy's budgets: what is beyond them waits for another run. */
final class Spending {
  private final Budgets budgets;
  private int snapshots;
  private long gib;

  Spending(Budgets budgets) {
    this.budgets = budgets;
  }

  Plan.Item within(Plan.Item item) {
    if (!item.actionable()) {
      return item;
    }
    long more = item.gib() * (1L + item.copyTo().size());
    if (snapshots + 1 > budgets.snapshots()) {
      return beyond(item, "snapshots: " + budgets.snapshots());
    }
    if (gib + more > budgets.storageGib()) {
      return beyond(item, "storage-gib: " + budgets.storageGib());
    }
    snapshots++;
    gib += more;
    return item;
  }

  private static Plan.Item beyond(Plan.Item item, String budget) {
    Failure why = OwnFault.BUDGET_SPENT.saying("the budget is " + budget);
    return new Plan.Item(
        item.region(),
        item.id(),
        item.arn(),
        item.snapshotCreated(),
        item.kind(),
        item.type(),
        item.engine(),
        item.gib(),
        item.protection(),
        item.rule(),
        item.outcome(),
        item.route(),
        item.key(),
        item.copyTo(),
        item.verification(),
        item.fate(),
        item.grace(),
        item.sealedId(),
        item.steps(),
        item.temporaries(),
        List.of(why));
  }
}
