package io.snapseal.autopilot.act;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.decide.Action;
import io.snapseal.autopilot.decide.Goal;
import io.snapseal.autopilot.decide.Observed;
import io.snapseal.autopilot.decide.Purpose;
import io.snapseal.autopilot.decide.Restored;
import io.snapseal.autopilot.decide.Setback;
import io.snapseal.autopilot.decide.Step;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.RegionView;
import io.snapseal.autopilot.find.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One source in one run: what is remembered between two looks, none of it needed by the next run.
 */
public final class Job {
  private final Goal goal;
  private final Journal journal;
  private final Map<Step, Setback> setbacks = new HashMap<>();
  private RestoreCheck.@Nullable Verdict verdict;
  private @Nullable Failure stop;
  private @Nullable Observed last;
  private @Nullable Action end;
  private @Nullable List<Action> rehearsed;
  private boolean begun;
  private boolean sourceDeleted;

  public Job(Goal goal, Journal journal) {
    this.goal = goal;
    this.journal = journal;
  }

  public Goal goal() {
    return goal;
  }

  public Journal journal() {
    return journal;
  }

  /** What there is for it in these views. */
  public Observed observe(Map<String, RegionView> views, KeyBook keys, Instant now)
      throws InterruptedException {
    RegionView home = view(views, goal.region());
    Snapshot sealed = home.snapshot(goal.kind(), goal.sealedId());
    Map<String, String> arns = new HashMap<>();
    keys.resolve(goal.region(), sealed == null ? null : sealed.keyId(), arns);
    Map<String, Snapshot> copies = copies(views, keys, arns, now);
    boolean tested = verdict != null && verdict.passed();
    last =
        new Observed(
            now,
            home.snapshot(goal.kind(), goal.sourceId()),
            sealed,
            restored(home, Purpose.SNAPSHOT),
            home.snapshot(goal.kind(), goal.temporarySnapshotId()),
            restored(home, Purpose.CHECK),
            copies,
            arns,
            tested,
            Map.copyOf(setbacks),
            stop);
    return last;
  }

  /** Remembers that a step failed, so that it is held back, and given up in the end. */
  void setback(Step step, Failure failure, Instant until) {
    Setback before = setbacks.get(step);
    setbacks.put(step, new Setback(failure, before == null ? 1 : before.attempts() + 1, until));
  }

  /** What has failed for good stays failed in this run, even when its traces have been removed. */
  void remember(List<Action> stages, Instant now) {
    for (Action stage : stages) {
      if (stage instanceof Action.Failed failed && !givenUp(failed.step())) {
        setbacks.put(failed.step(), new Setback(failed.failure().given(), 1, now));
      }
    }
  }

  private boolean givenUp(Step step) {
    Setback setback = setbacks.get(step);
    return setback != null && setback.isFinal();
  }

  void tested(RestoreCheck.Verdict found) {
    verdict = found;
  }

  void sourceDeleted() {
    sourceDeleted = true;
  }

  void stop(Failure why) {
    if (stop == null) {
      stop = why;
    }
  }

  /** Takes a dry run's actions for its own. */
  public void rehearse(List<Action> actions) {
    rehearsed = List.copyOf(actions.subList(0, actions.size() - 1));
    end = actions.get(actions.size() - 1);
  }

  public @Nullable List<Action> rehearsed() {
    return rehearsed;
  }

  void begin() {
    begun = true;
  }

  void end(Action how) {
    end = how;
  }

  boolean begun() {
    return begun;
  }

  boolean ended() {
    return end != null;
  }

  int attempts(Step step) {
    Setback before = setbacks.get(step);
    return before == null ? 0 : before.attempts();
  }

  public @Nullable Failure failure() {
    return end instanceof Action.Failed failed ? failed.failure() : null;
  }

  public RestoreCheck.@Nullable Verdict verdict() {
    return verdict;
  }

  public boolean deletedSource() {
    return sourceDeleted;
  }

  public @Nullable Observed last() {
    return last;
  }

  private Restored restored(RegionView home, Purpose purpose) {
    return new Restored(
        goal.kind() == Kind.CLUSTER ? home.database(Kind.CLUSTER, goal.clusterId(purpose)) : null,
        home.database(Kind.INSTANCE, goal.instanceId(purpose)));
  }

  private Map<String, Snapshot> copies(
      Map<String, RegionView> views, KeyBook keys, Map<String, String> arns, Instant now)
      throws InterruptedException {
    Map<String, Snapshot> found = new LinkedHashMap<>();
    for (String region : goal.copies().keySet()) {
      RegionView view = view(views, region);
      Snapshot copy = view.snapshot(goal.kind(), goal.copyId(region));
      if (view.failure() != null) {
        setbacks.put(Goal.copyTo(region), new Setback(view.failure().given(), 1, now));
      }
      if (copy != null) {
        found.put(region, copy);
        keys.resolve(region, copy.keyId(), arns);
      }
    }
    return found;
  }

  private static RegionView view(Map<String, RegionView> views, String region) {
    RegionView view = views.get(region);
    if (view == null) {
      throw new IllegalStateException("region " + region + " was not looked at");
    }
    return view;
  }
}
