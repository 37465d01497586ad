package io.snapseal.autopilot.plan;

import io.snapseal.autopilot.act.Tools;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Lookout;
import io.snapseal.autopilot.find.RegionView;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.seal.Outcome;
import io.snapseal.autopilot.seal.SealReport;
import io.snapseal.autopilot.seal.SealRequest;
import io.snapseal.autopilot.seal.Sealing;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does what a plan says and nothing else. The decision is made anew from what there is, so a plan
 * that is old does no harm; a snapshot that is not the planned one any more is refused.
 */
public final class Applying {
  private final Tools tools;
  private final Plan plan;
  private final Lookout lookout;

  public Applying(Tools tools, Plan plan) {
    this.tools = tools;
    this.plan = plan;
    this.lookout = new Lookout(tools.clients(), tools.patience());
  }

  private record Way(
      String region,
      String key,
      Map<String, String> copyTo,
      Route route,
      Verification verification,
      SourceRule source) {}

  /**
   * Seals what the plan can.
   *
   * @throws IllegalArgumentException if the plan is of another account
   */
  public FleetReport run() {
    String account = tools.clients().account();
    if (!plan.account().equals(account)) {
      throw new IllegalArgumentException(
          "the plan is of account " + plan.account() + ", the credentials are of " + account);
    }
    Map<Way, List<Plan.Item>> ways =
        plan.items().stream()
            .filter(Plan.Item::actionable)
            .collect(Collectors.groupingBy(Applying::way, LinkedHashMap::new, Collectors.toList()));
    List<SealReport> reports = new ArrayList<>();
    for (Map.Entry<Way, List<Plan.Item>> way : ways.entrySet()) {
      if (Thread.currentThread().isInterrupted()) {
        reports.add(failed(way.getKey(), OwnFault.CANCELLED.saying("before this was begun")));
      } else {
        reports.add(sealed(way.getKey(), way.getValue()));
      }
    }
    return new FleetReport(reports);
  }

  private static Way way(Plan.Item item) {
    return new Way(
        item.region(),
        Objects.requireNonNull(item.key()),
        item.copyTo(),
        item.route(),
        item.verification(),
        new SourceRule(item.fate(), Duration.parse(item.grace())));
  }

  private SealReport sealed(Way way, List<Plan.Item> items) {
    RegionView view;
    try {
      view = lookout.snapshots(way.region());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(way, OwnFault.CANCELLED.saying("before this was begun"));
    }
    if (view.failure() != null) {
      return failed(way, view.failure());
    }
    List<SnapshotReport> stale =
        items.stream().filter(item -> changed(item, view)).map(Applying::stale).toList();
    List<String> asPlanned =
        items.stream().filter(item -> !changed(item, view)).map(Plan.Item::arn).toList();
    if (asPlanned.isEmpty()) {
      return new SealReport(way.region(), way.key(), false, stale, 0, null);
    }
    SealReport report = new Sealing(tools, request(way, asPlanned)).run();
    List<SnapshotReport> all = new ArrayList<>(report.snapshots());
    all.addAll(stale);
    return new SealReport(
        report.region(), report.keyArn(), false, all, report.seconds(), report.failure());
  }

  private SealRequest request(Way way, List<String> arns) {
    return SealRequest.of(way.region(), way.key())
        .snapshots(arns)
        .copyTo(way.copyTo())
        .route(way.route())
        .verification(way.verification())
        .source(way.source())
        .restores(plan.restores())
        .maxConcurrent(plan.concurrent())
        .patience(Duration.parse(plan.patience()))
        .build();
  }

  /** Another snapshot of that name; one that is gone may have been sealed and deleted meanwhile. */
  private static boolean changed(Plan.Item item, RegionView view) {
    String planned = item.snapshotCreated();
    return view.snapshots().values().stream()
        .filter(one -> one.arn().equals(item.arn()))
        .map(Snapshot::created)
        .anyMatch(found -> planned != null && !Objects.equals(found, Instant.parse(planned)));
  }

  private static SnapshotReport stale(Plan.Item item) {
    return new SnapshotReport(
        item.region(),
        item.arn(),
        item.arn(),
        Outcome.FAILED,
        null,
        null,
        null,
        item.route(),
        List.of(),
        false,
        null,
        false,
        null,
        List.of(),
        List.of(),
        OwnFault.PLAN_STALE.saying(item.arn() + " was not created at " + item.snapshotCreated()));
  }

  private static SealReport failed(Way way, @Nullable Failure why) {
    return new SealReport(way.region(), way.key(), false, List.of(), 0, why);
  }
}
