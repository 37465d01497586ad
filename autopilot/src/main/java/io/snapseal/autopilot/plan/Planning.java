package io.snapseal.autopilot.plan;

import io.snapseal.autopilot.act.Tools;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.aws.Keys;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.find.Lookout;
import io.snapseal.autopilot.find.RegionView;
import io.snapseal.autopilot.find.Selection;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import io.snapseal.autopilot.policy.Policy;
import io.snapseal.autopilot.policy.Rule;
import io.snapseal.autopilot.seal.SealReport;
import io.snapseal.autopilot.seal.SealRequest;
import io.snapseal.autopilot.seal.Sealing;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of {@code plan}: reads only. */
public final class Planning {
  private final Tools tools;
  private final Policy policy;
  private final String account;
  private final Instant now;
  private final KeyBook book;
  private final Spending spending;
  private final List<Plan.Item> items = new ArrayList<>();
  private final Map<String, List<Failure>> blind = new LinkedHashMap<>();

  public Planning(Tools tools, Policy policy) {
    this.tools = tools;
    this.policy = policy;
    this.account = tools.clients().account();
    this.now = tools.clock().instant();
    this.book = new KeyBook(new Keys(tools.clients()), tools.patience());
    this.spending = new Spending(policy.budgets());
  }

  /** A plan for every snapshot of these regions that a rule is for. */
  public Plan run(List<String> regions) {
    return run(regions, snapshot -> true);
  }

  /** A plan for some of the snapshots of these regions. */
  public Plan run(List<String> regions, Predicate<Snapshot> wanted) {
    try {
      for (String region : regions) {
        look(region, wanted);
      }
      List<Plan.Region> looked = new Quotas(tools, items, blind).of(regions);
      return new Plan(
          Plan.VERSION,
          account,
          now.toString(),
          looked,
          items,
          policy.restores(),
          policy.budgets().concurrent(),
          policy.budgets().patience().toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while planning", e);
    }
  }

  private void look(String region, Predicate<Snapshot> wanted) throws InterruptedException {
    RegionView view = new Lookout(tools.clients(), tools.patience()).snapshots(region);
    for (@Nullable Failure why : new Failure[] {view.failure(), view.partly()}) {
      if (why != null) {
        blind.computeIfAbsent(region, none -> new ArrayList<>()).add(why);
      }
    }
    Map<Rule, List<Snapshot>> ruled =
        candidates(region, view).stream()
            .filter(wanted)
            .filter(one -> policy.ruleFor(account, region, one, now).isPresent())
            .collect(
                Collectors.groupingBy(
                    one -> policy.ruleFor(account, region, one, now).orElseThrow(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (Map.Entry<Rule, List<Snapshot>> group : ruled.entrySet()) {
      plan(region, group.getKey(), group.getValue());
    }
  }

  /** Whatever is not Snapseal's own work of a source still there; what is shared, too. */
  private List<Snapshot> candidates(String region, RegionView view) {
    List<Snapshot> found = new ArrayList<>();
    new Selection(region, account, view)
        .everything()
        .forEach(
            candidate -> {
              if (candidate.snapshot() != null) {
                found.add(candidate.snapshot());
              }
            });
    view.snapshots().values().stream()
        .filter(one -> one.shared() && !Tags.temporary(one.tags()))
        .forEach(found::add);
    return found;
  }

  private void plan(String region, Rule rule, List<Snapshot> snapshots)
      throws InterruptedException {
    String key = rule.keyIn(region, policy.keys());
    Map<String, String> copies = rule.copiesFrom(region, policy.keys());
    if (key == null || copies.containsValue("")) {
      Failure why = OwnFault.NO_KEY_NAMED.saying("rule " + rule.name() + " in " + region);
      for (Snapshot snapshot : snapshots) {
        items.add(new Items(region, rule, book).blocked(snapshot, why));
      }
      return;
    }
    SealReport report = rehearsed(region, rule, key, copies, snapshots);
    for (int i = 0; i < report.snapshots().size(); i++) {
      SnapshotReport one = report.snapshots().get(i);
      Snapshot snapshot = snapshots.get(i);
      Plan.Item item =
          new Items(region, rule, book)
              .planned(snapshot, one, report.keyArn() == null ? key : report.keyArn(), copies);
      items.add(spending.within(item));
    }
    if (report.failure() != null) {
      blind.computeIfAbsent(region, none -> new ArrayList<>()).add(report.failure());
    }
  }

  private SealReport rehearsed(
      String region, Rule rule, String key, Map<String, String> copies, List<Snapshot> snapshots) {
    SealRequest request =
        SealRequest.of(region, key)
            .snapshots(snapshots.stream().map(Snapshot::arn).toList())
            .route(rule.route())
            .copyTo(copies)
            .verification(rule.verification())
            .source(rule.source())
            .restores(policy.restores())
            .dryRun(true)
            .build();
    return new Sealing(tools, request).run();
  }
}
