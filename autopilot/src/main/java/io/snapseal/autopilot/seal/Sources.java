package io.snapseal.autopilot.seal;

import io.snapseal.autopilot.act.Arrivals;
import io.snapseal.autopilot.act.Job;
import io.snapseal.autopilot.act.Journal;
import io.snapseal.autopilot.act.Tools;
import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.decide.Observed;
import io.snapseal.autopilot.decide.Rehearsal;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.RegionView;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Selection;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Support;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;

/** The sources of one run, each handed to the fleet when it is available. */
public final class Sources implements Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private final Tools tools;
  private final Goals goals;
  private final List<Selection.Candidate> candidates;
  private final Map<String, Selection.Candidate> waiting = new LinkedHashMap<>();
  private final Map<String, Failure> refused = new LinkedHashMap<>();
  private final Map<String, Job> jobs = new LinkedHashMap<>();

  Sources(Tools tools, Goals goals, List<Selection.Candidate> candidates) {
    this.tools = tools;
    this.goals = goals;
    this.candidates = candidates;
    for (Selection.Candidate candidate : candidates) {
      Snapshot snapshot = candidate.snapshot();
      Failure failure = snapshot == null ? candidate.failure() : Support.refusal(snapshot);
      if (failure != null) {
        refused.put(candidate.asked(), failure);
      } else {
        waiting.put(candidate.asked(), candidate);
      }
    }
  }

  @Override
  public String region() {
    return goals.request().region();
  }

  @Override
  public Set<String> copyRegions() {
    return goals.request().copyTo().keySet();
  }

  @Override
  public Set<Kind> kinds() {
    return candidates.stream()
        .map(Selection.Candidate::snapshot)
        .filter(Objects::nonNull)
        .map(Snapshot::kind)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
  }

  @Override
  public boolean expected() {
    return !waiting.isEmpty();
  }

  @Override
  public List<Job> in(RegionView view) throws InterruptedException {
    List<Job> ready = new ArrayList<>();
    for (Selection.Candidate candidate : List.copyOf(waiting.values())) {
      if (view.failure() != null) {
        refuse(candidate, view.failure());
      } else if (candidate.snapshot() != null) {
        considerSafely(candidate, candidate.snapshot(), view, ready);
      }
    }
    return ready;
  }

  List<SnapshotReport> reports(Route route, Instant now) {
    List<SnapshotReport> reports = new ArrayList<>();
    for (Selection.Candidate candidate : candidates) {
      Job job = jobs.get(candidate.asked());
      Failure unready = OwnFault.TIMED_OUT.saying("the source did not become available");
      reports.add(
          job == null
              ? refused(route, candidate, refused.getOrDefault(candidate.asked(), unready))
              : Reports.of(job, candidate.asked(), now));
    }
    return reports;
  }

  /** What nobody named, and cannot be sealed, is left out and no failure. */
  private SnapshotReport refused(Route route, Selection.Candidate candidate, Failure why) {
    Snapshot snapshot = candidate.snapshot();
    boolean leftOut =
        goals.request().snapshots().isEmpty()
            && snapshot != null
            && Support.refusal(snapshot) != null;
    Outcome outcome = leftOut ? Outcome.NOT_SUPPORTED : Outcome.FAILED;
    return Reports.refused(region(), route, candidate, outcome, why);
  }

  /** What would be done for each, without doing it. */
  List<SnapshotReport> rehearsed(Map<String, RegionView> views, Route route)
      throws InterruptedException {
    in(views.getOrDefault(region(), RegionView.nothing()));
    Instant now = tools.clock().instant();
    for (Job job : jobs.values()) {
      Observed observed = job.observe(views, goals.keys(), now);
      job.rehearse(new Rehearsal(job.goal(), observed).play());
    }
    return reports(route, now);
  }

  /** A bug met with in one source does not stop the others. */
  @SuppressWarnings("IllegalCatch")
  private void considerSafely(
      Selection.Candidate candidate, Snapshot first, RegionView view, List<Job> ready)
      throws InterruptedException {
    try {
      consider(candidate, first, view, ready);
    } catch (AbortedException interrupted) {
      throw interrupted;
    } catch (RuntimeException bug) {
      LOG.error("unexpected while looking at {}", first.arn(), bug);
      refuse(candidate, OwnFault.BUG.saying(bug.toString()));
    }
  }

  private void consider(
      Selection.Candidate candidate, Snapshot first, RegionView view, List<Job> ready)
      throws InterruptedException {
    String id = first.id();
    Snapshot source = present(candidate, first, view);
    if (source == null) {
      refuse(candidate, AwsFault.SNAPSHOT_GONE.saying(id + " is gone from " + region()).given());
      return;
    }
    switch (source.condition()) {
      case AVAILABLE -> {
        Journal journal = new Journal(region(), candidate.asked(), tools.progress());
        Job job = new Job(goals.of(source), journal);
        jobs.put(candidate.asked(), job);
        waiting.remove(candidate.asked());
        ready.add(job);
      }
      case UNDER_WAY, ABSENT -> {}
      case BROKEN, LEAVING ->
          refuse(candidate, OwnFault.SOURCE_UNUSABLE.saying(id + " is " + source.status()));
    }
  }

  /** The source, or what another run has meanwhile made from it before deleting it. */
  private @Nullable Snapshot present(
      Selection.Candidate candidate, Snapshot first, RegionView view) {
    Snapshot source = view.snapshot(first.kind(), first.id());
    return source != null
        ? source
        : new Selection(region(), tools.clients().account(), view)
            .one(candidate.asked(), goals.keyArn())
            .snapshot();
  }

  private void refuse(Selection.Candidate candidate, Failure why) {
    waiting.remove(candidate.asked());
    refused.put(candidate.asked(), why);
  }
}
