package io.snapseal.autopilot.act;

import io.snapseal.autopilot.aws.Errors;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.aws.Keys;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.aws.Patience;
import io.snapseal.autopilot.decide.Action;
import io.snapseal.autopilot.decide.Decide;
import io.snapseal.autopilot.decide.Goal;
import io.snapseal.autopilot.decide.Observed;
import io.snapseal.autopilot.decide.Step;
import io.snapseal.autopilot.find.Lookout;
import io.snapseal.autopilot.find.RegionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The control loop: look at everything, decide for each source, act, wait, until all have ended.
 */
public final class Fleet {
  /** How long temporaries may take to go after a run was stopped. */
  static final Duration GRACE = Duration.ofMinutes(20);

  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A pause is at most this part of what has already been waited, so it adds at most so much. */
  private static final int PART_OF_WAITED = 10;

  private final Tools tools;
  private final RestoreSettings restores;
  private final int maxConcurrent;
  private final Patience patience;
  private final Lookout lookout;
  private final KeyBook keys;
  private final RealCause realCause;
  private final Arrivals arrivals;
  private final List<Job> jobs = new ArrayList<>();
  private Instant lastChange;
  private @Nullable Instant giveUp;

  public Fleet(Tools tools, RestoreSettings restores, int maxConcurrent, Arrivals arrivals) {
    this.tools = tools;
    this.restores = restores;
    this.maxConcurrent = maxConcurrent;
    this.arrivals = arrivals;
    this.patience = new Patience(tools.pause(), tools.random());
    this.lookout = new Lookout(tools.clients(), patience);
    Keys asked = new Keys(tools.clients());
    this.keys = new KeyBook(asked, patience);
    this.realCause = new RealCause(asked);
    this.lastChange = tools.clock().instant();
  }

  /** Runs all jobs to their end. An interruption stops it, twice stops it at once. */
  public void run(Instant deadline) {
    boolean interrupted = false;
    while (!finished()) {
      try {
        turn(deadline);
      } catch (InterruptedException | AbortedException e) {
        boolean second = interrupted;
        interrupted = true;
        stop(OwnFault.CANCELLED.saying("interrupted"));
        if (second) {
          endAll(OwnFault.CANCELLED.saying("interrupted twice"));
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn(Instant deadline) throws InterruptedException {
    Instant now = tools.clock().instant();
    if (giveUp != null && now.isAfter(giveUp)) {
      endAll(OwnFault.TIMED_OUT.saying("temporaries did not go within " + GRACE));
      return;
    }
    if (giveUp == null && !now.isBefore(deadline)) {
      stop(OwnFault.TIMED_OUT.saying("not finished in time"));
    }
    if (tick()) {
      lastChange = tools.clock().instant();
    }
    if (!finished()) {
      tools.pause().forAbout(interval());
    }
  }

  /** One look and one decision for each; whether anything was done. */
  private boolean tick() throws InterruptedException {
    Map<String, RegionView> views = look();
    jobs.addAll(arrivals.in(views.getOrDefault(arrivals.region(), RegionView.nothing())));
    long active = jobs.stream().filter(job -> job.begun() && !job.ended()).count();
    boolean acted = false;
    for (Job job : jobs) {
      boolean place = job.begun() || giveUp != null || active < maxConcurrent;
      if (job.ended() || !place) {
        continue;
      }
      active += job.begun() ? 0 : 1;
      job.begin();
      acted |= advanceSafely(job, views);
      active -= job.ended() ? 1 : 0;
    }
    return acted;
  }

  /** A bug met with in one source does not stop the others. */
  @SuppressWarnings("IllegalCatch")
  private boolean advanceSafely(Job job, Map<String, RegionView> views)
      throws InterruptedException {
    try {
      return advance(job, views);
    } catch (AbortedException interrupted) {
      throw interrupted;
    } catch (RuntimeException bug) {
      LOG.error("unexpected while sealing {}", job.goal().sourceArn(), bug);
      job.end(
          new Action.Failed(job.goal().step(Step.Kind.COPY), OwnFault.BUG.saying(bug.toString())));
      return false;
    }
  }

  private boolean advance(Job job, Map<String, RegionView> views) throws InterruptedException {
    Goal goal = job.goal();
    RegionView home = views.get(goal.region());
    Failure blind = home == null ? null : home.failure();
    if (blind != null) {
      job.end(new Action.Failed(goal.step(Step.Kind.COPY), blind));
      return false;
    }
    Instant now = tools.clock().instant();
    Observed observed = job.observe(views, keys, now);
    List<Action> stages = Decide.stages(goal, observed);
    job.remember(stages, now);
    job.journal().update(stages, now);
    Action next = Decide.choose(stages);
    if (next instanceof Action.Done || next instanceof Action.Failed) {
      job.end(next);
      return false;
    }
    if (next instanceof Action.Wait) {
      return false;
    }
    act(job, observed, next);
    return true;
  }

  private void act(Job job, Observed observed, Action action) {
    Optional<Failure> met;
    try {
      met = action.with(new Act(tools, job, job.goal(), observed, restores));
    } catch (AbortedException interrupted) {
      throw interrupted;
    } catch (SdkException e) {
      met = Optional.of(realCause.of(Errors.of(e), job.goal(), action, observed));
    }
    Instant now = tools.clock().instant();
    met.ifPresent(
        failure -> job.setback(action.step(), failure, now.plus(backoff(job, action, failure))));
  }

  private Duration backoff(Job job, Action action, Failure failure) {
    return switch (failure.retry()) {
      case NEVER -> Duration.ZERO;
      case BACKOFF -> patience.afterAttempt(job.attempts(action.step()) + 1);
      case CAPACITY -> patience.forCapacity();
    };
  }

  private Map<String, RegionView> look() throws InterruptedException {
    Map<String, RegionView> views = new LinkedHashMap<>();
    views.put(arrivals.region(), lookout.all(arrivals.region(), arrivals.kinds()));
    for (String region : arrivals.copyRegions()) {
      views.put(region, lookout.snapshots(region, arrivals.kinds()));
    }
    return views;
  }

  private boolean finished() {
    return (giveUp != null || !arrivals.expected()) && jobs.stream().allMatch(Job::ended);
  }

  private void stop(Failure why) {
    if (giveUp == null) {
      giveUp = tools.clock().instant().plus(GRACE);
    }
    jobs.stream().filter(job -> !job.ended()).forEach(job -> job.stop(why));
  }

  private void endAll(Failure why) {
    jobs.stream()
        .filter(job -> !job.ended())
        .forEach(job -> job.end(new Action.Failed(job.goal().step(Step.Kind.COPY), why)));
  }

  private Duration interval() {
    Duration waited = Duration.between(lastChange, tools.clock().instant());
    Duration part = waited.dividedBy(PART_OF_WAITED);
    if (part.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return part.compareTo(LONGEST) > 0 ? LONGEST : part;
  }
}
