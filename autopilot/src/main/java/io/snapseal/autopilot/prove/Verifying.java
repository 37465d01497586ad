package io.snapseal.autopilot.prove;

import io.snapseal.autopilot.act.Arrivals;
import io.snapseal.autopilot.act.Fleet;
import io.snapseal.autopilot.act.Job;
import io.snapseal.autopilot.act.Journal;
import io.snapseal.autopilot.act.Tools;
import io.snapseal.autopilot.aws.KeyAnswer;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.aws.Keys;
import io.snapseal.autopilot.aws.Patience;
import io.snapseal.autopilot.decide.Goal;
import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Lookout;
import io.snapseal.autopilot.find.RegionView;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Selection;
import io.snapseal.autopilot.find.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One run of {@code verify}. */
public final class Verifying implements Arrivals {
  private static final double NANOS = 1e9;
  private static final int AT_ONCE = 5;

  private final Tools tools;
  private final VerifyRequest request;
  private final Patience patience;
  private final Instant start;
  private final Map<String, Checks> checks = new LinkedHashMap<>();
  private final Map<String, Job> restores = new LinkedHashMap<>();
  private boolean handedOut;

  public Verifying(Tools tools, VerifyRequest request) {
    this.tools = tools;
    this.request = request;
    this.patience = new Patience(tools.pause(), tools.random());
    this.start = tools.clock().instant();
  }

  public VerifyReport run() {
    try {
      check();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request.snapshots().forEach(id -> checks.computeIfAbsent(id, Checks::new).cancelled());
    }
    List<VerifyReport.Snapshot> reports = new ArrayList<>();
    checks.forEach((id, of) -> reports.add(of.report(restores.get(id))));
    double seconds = Duration.between(start, tools.clock().instant()).toNanos() / NANOS;
    return new VerifyReport(request.region(), reports, seconds);
  }

  private void check() throws InterruptedException {
    Keys keys = new Keys(tools.clients());
    KeyBook book = new KeyBook(keys, patience);
    String key = request.expectedKey();
    KeyAnswer expected =
        key == null ? null : patience.withKey(() -> keys.wanted(request.region(), key));
    RegionView view = new Lookout(tools.clients(), patience).snapshots(request.region());
    Selection selection = new Selection(request.region(), tools.clients().account(), view);
    for (String id : request.snapshots()) {
      Checks of = new Checks(id);
      checks.put(id, of);
      if (view.failure() != null) {
        of.missing(view.failure());
        continue;
      }
      Selection.Candidate candidate = selection.one(id, expected == null ? null : expected.arn());
      Snapshot snapshot = candidate.snapshot();
      if (snapshot == null) {
        of.missing(candidate.failure());
      } else {
        of.examine(snapshot, book.of(request.region(), snapshot.keyId()), expected);
        prepareRestore(id, snapshot, of);
      }
    }
    if (!restores.isEmpty()) {
      new Fleet(tools, request.restores(), AT_ONCE, this).run(start.plus(request.patience()));
    }
  }

  /** Only what passed everything else is worth a database instance. */
  private void prepareRestore(String id, Snapshot snapshot, Checks of) {
    String keyArn = of.keyArn();
    if (!request.restore() || !of.passed() || keyArn == null) {
      return;
    }
    Goal goal =
        new Goal(
            snapshot.kind(),
            request.region(),
            snapshot.id(),
            snapshot.arn(),
            snapshot.engine(),
            snapshot.engineVersion(),
            snapshot.manual(),
            true,
            Lineage.of(snapshot, keyArn),
            Route.COPY,
            Map.of(),
            Verification.RESTORE,
            false,
            SourceRule.KEEP,
            null,
            null);
    restores.put(id, new Job(goal, new Journal(request.region(), id, tools.progress())));
  }

  @Override
  public String region() {
    return request.region();
  }

  @Override
  public Set<String> copyRegions() {
    return Set.of();
  }

  @Override
  public Set<Kind> kinds() {
    return restores.values().stream()
        .map(job -> job.goal().kind())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
  }

  @Override
  public List<Job> in(RegionView view) {
    List<Job> all = handedOut ? List.of() : List.copyOf(restores.values());
    handedOut = true;
    return all;
  }

  @Override
  public boolean expected() {
    return !handedOut;
  }
}
