package io.snapseal.autopilot.seal;

import io.snapseal.autopilot.act.Fleet;
import io.snapseal.autopilot.act.Sweep;
import io.snapseal.autopilot.act.Tools;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyAnswer;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.aws.Keys;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.aws.Patience;
import io.snapseal.autopilot.find.Lookout;
import io.snapseal.autopilot.find.RegionView;
import io.snapseal.autopilot.find.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of {@code seal}. */
public final class Sealing {
  private static final double NANOS = 1e9;

  private final Tools tools;
  private final SealRequest request;
  private final Patience patience;
  private final Instant start;
  private @Nullable Failure unseen;

  public Sealing(Tools tools, SealRequest request) {
    this.tools = tools;
    this.request = request;
    this.patience = new Patience(tools.pause(), tools.random());
    this.start = tools.clock().instant();
  }

  public SealReport run() {
    try {
      Keys keys = new Keys(tools.clients());
      Map<String, KeyAnswer> copies = new LinkedHashMap<>();
      for (Map.Entry<String, String> copy : request.copyTo().entrySet()) {
        copies.put(copy.getKey(), wanted(keys, copy.getKey(), copy.getValue()));
      }
      return run(wanted(keys, request.region(), request.key()), copies);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return report(null, List.of(), OwnFault.CANCELLED.saying("before anything was done"));
    }
  }

  private KeyAnswer wanted(Keys keys, String region, String key) throws InterruptedException {
    return patience.withKey(() -> keys.wanted(region, key));
  }

  private SealReport run(KeyAnswer wanted, Map<String, KeyAnswer> copies)
      throws InterruptedException {
    RegionView view = new Lookout(tools.clients(), patience).snapshots(request.region());
    if (view.failure() != null) {
      return report(wanted.arn(), List.of(), view.failure());
    }
    // What was not asked for by name, and could not be looked at, is missing.
    unseen = request.snapshots().isEmpty() ? view.partly() : null;
    Selection selection = new Selection(request.region(), tools.clients().account(), view);
    List<Selection.Candidate> candidates =
        request.snapshots().isEmpty()
            ? selection.everything()
            : request.snapshots().stream().map(id -> selection.one(id, wanted.arn())).toList();
    Failure refusal = refusal(wanted, copies);
    if (wanted.arn() == null || copies.values().stream().anyMatch(key -> key.arn() == null)) {
      return report(wanted.arn(), allRefused(candidates, refusal), unseen);
    }
    KeyBook book = new KeyBook(new Keys(tools.clients()), patience);
    Sources sources =
        new Sources(
            tools, new Goals(request, wanted.arn(), arns(copies), refusal, book), candidates);
    return request.dryRun() ? rehearse(sources, wanted.arn()) : seal(sources, wanted.arn());
  }

  private SealReport seal(Sources sources, String keyArn) throws InterruptedException {
    Fleet fleet = new Fleet(tools, request.restores(), request.maxConcurrent(), sources);
    fleet.run(start.plus(request.patience()));
    Instant now = tools.clock().instant();
    SealReport report = report(keyArn, sources.reports(request.route(), now), unseen);
    if (!Thread.currentThread().isInterrupted()) {
      new Sweep(tools, patience).run(request.region());
    }
    return report;
  }

  private SealReport rehearse(Sources sources, String keyArn) throws InterruptedException {
    Lookout lookout = new Lookout(tools.clients(), patience);
    Map<String, RegionView> views = new LinkedHashMap<>();
    views.put(request.region(), lookout.all(request.region()));
    for (String region : request.copyTo().keySet()) {
      views.put(region, lookout.snapshots(region));
    }
    return report(keyArn, sources.rehearsed(views, request.route()), unseen);
  }

  private SealReport report(
      @Nullable String keyArn, List<SnapshotReport> snapshots, @Nullable Failure failure) {
    Duration took = Duration.between(start, tools.clock().instant());
    return new SealReport(
        request.region(), keyArn, request.dryRun(), snapshots, took.toNanos() / NANOS, failure);
  }

  private List<SnapshotReport> allRefused(
      List<Selection.Candidate> candidates, @Nullable Failure refusal) {
    List<SnapshotReport> refused = new ArrayList<>();
    for (Selection.Candidate candidate : candidates) {
      Failure own = candidate.failure() == null ? refusal : candidate.failure();
      if (own != null) {
        refused.add(
            Reports.refused(request.region(), request.route(), candidate, Outcome.FAILED, own));
      }
    }
    return refused;
  }

  private static @Nullable Failure refusal(KeyAnswer wanted, Map<String, KeyAnswer> copies) {
    if (wanted.unusable() != null) {
      return wanted.unusable();
    }
    for (KeyAnswer copy : copies.values()) {
      if (copy.unusable() != null) {
        return copy.unusable();
      }
    }
    return null;
  }

  private static Map<String, String> arns(Map<String, KeyAnswer> copies) {
    Map<String, String> arns = new LinkedHashMap<>();
    copies.forEach(
        (region, key) -> {
          if (key.arn() != null) {
            arns.put(region, key.arn());
          }
        });
    return arns;
  }
}
