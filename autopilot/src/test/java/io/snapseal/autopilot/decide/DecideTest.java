package io.snapseal.autopilot.decide;

import static io.snapseal.autopilot.decide.Scenes.AWAY;
import static io.snapseal.autopilot.decide.Scenes.HOME;
import static io.snapseal.autopilot.decide.Scenes.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.aws.Patience;
import io.snapseal.autopilot.decide.Scenes.Place;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every state there can be, and what must be true of the decision in each. */
class DecideTest {
  private static final Set<Place> OF_TEMPORARIES =
      EnumSet.complementOf(EnumSet.of(Place.READY_UNDER_OTHER_KEY));
  private static final Set<Place> OF_SOURCES =
      EnumSet.of(Place.NOTHING, Place.BEING_MADE, Place.READY, Place.FAILED, Place.LEAVING);
  private static final Set<Place> OF_COPIES =
      Boolean.getBoolean("snapseal.test.exhaustive")
          ? EnumSet.allOf(Place.class)
          : EnumSet.of(Place.NOTHING, Place.READY, Place.READY_UNDER_OTHER_KEY, Place.FAILED);
  private static final Set<Place> OF_TESTS =
      Boolean.getBoolean("snapseal.test.exhaustive")
          ? OF_TEMPORARIES
          : EnumSet.of(Place.NOTHING, Place.READY, Place.FAILED, Place.FOREIGN);
  private static final Failure STOP = OwnFault.TIMED_OUT.saying("test");

  /**
   * All combinations: 30,000 for each goal, 110,000 with {@code -Dsnapseal.test.exhaustive=true}.
   */
  private static void forEachState(
      Goal goal, @Nullable Failure stop, Map<Step, Setback> setbacks, Consumer<Observed> check) {
    for (Place source : OF_SOURCES) {
      for (Place sealed : Place.values()) {
        for (Place instance : OF_TEMPORARIES) {
          for (Place snapshot : OF_TEMPORARIES) {
            for (Place test : OF_TESTS) {
              for (Place copy : OF_COPIES) {
                Observed observed =
                    observed(goal, source, sealed, instance, snapshot, test, copy, stop, setbacks);
                check.accept(observed);
              }
            }
          }
        }
      }
    }
  }

  /**
   * For a cluster the place of the temporary snapshot, which it has not, is that of the temporary
   * cluster, and the place of the test is that of its cluster and its instance.
   */
  private static Observed observed(
      Goal goal,
      Place source,
      Place sealed,
      Place instance,
      Place snapshot,
      Place test,
      Place copy,
      @Nullable Failure stop,
      Map<Step, Setback> setbacks) {
    Snapshot away = Scenes.sealed(goal, AWAY, copy, goal.origin().under(Scenes.AWAY_KEY));
    boolean cluster = goal.kind() == Kind.CLUSTER;
    return new Observed(
        NOW,
        Scenes.source(goal, source),
        Scenes.sealed(goal, HOME, sealed, goal.origin()),
        restored(goal, Purpose.SNAPSHOT, snapshot, instance),
        cluster ? null : Scenes.temporarySnapshot(goal, snapshot),
        restored(goal, Purpose.CHECK, test, test),
        away == null ? Map.of() : Map.of(AWAY, away),
        Scenes.KEYS,
        false,
        setbacks,
        stop);
  }

  private static Restored restored(Goal goal, Purpose purpose, Place cluster, Place instance) {
    return new Restored(
        goal.kind() == Kind.CLUSTER
            ? Scenes.database(goal, Kind.CLUSTER, cluster, goal.clusterId(purpose))
            : null,
        Scenes.database(goal, Kind.INSTANCE, instance, goal.instanceId(purpose)));
  }

  private static Stream<Goal> goals() {
    return Stream.of(
        Scenes.goal(Route.COPY, Verification.METADATA, true, false),
        Scenes.goal(Route.COPY, Verification.RESTORE, false, false),
        Scenes.goal(Route.RESTORE, Verification.METADATA, true, true),
        Scenes.goal(Route.CLUSTER, Verification.METADATA, true, true),
        Scenes.goal(Route.CLUSTER, Verification.RESTORE, true, false),
        Scenes.goal(Route.RESTORE, Verification.RESTORE, true, false));
  }

  @Test
  void holdsItsPromisesInEveryState() {
    goals()
        .forEach(
            goal -> {
              for (Failure stop : new Failure[] {null, STOP}) {
                forEachState(
                    goal,
                    stop,
                    Map.of(),
                    observed -> promise(goal, observed, Decide.next(goal, observed)));
              }
            });
  }

  private static void promise(Goal goal, Observed observed, Action action) {
    boolean good =
        action.with(new Promises(goal, observed))
            && (observed.stop() == null || allowedWhenStopping(action));
    if (!good) {
      throw new AssertionError(action + " in " + observed + " for " + goal);
    }
  }

  private static boolean allowedWhenStopping(Action action) {
    return action instanceof Action.Idle
        || action instanceof Action.DeleteDatabase
        || action instanceof Action.DeleteTemporarySnapshot
        || action instanceof Action.DeleteSource
        || action instanceof Action.TagSource
        || (action instanceof Action.DiscardTarget discard && !discard.failed());
  }

  @Test
  void comesToAnEndFromEveryStateAndLeavesNoTemporaries() {
    goals()
        .forEach(
            goal ->
                forEachState(
                    goal,
                    null,
                    Map.of(),
                    from -> {
                      Rehearsal play = new Rehearsal(goal, from);
                      List<Action> played = play.play();
                      assertEnd(goal, from, play.observed(), played);
                    }));
  }

  private static void assertEnd(Goal goal, Observed from, Observed end, List<Action> played) {
    Action last = played.get(played.size() - 1);
    boolean clean = end.left(goal).isEmpty();
    boolean sealed =
        end.standing(goal) == Standing.SEALED
            && ToCopy.standing(goal, end, AWAY) == Standing.SEALED
            && (goal.verification() == Verification.METADATA || end.tested(goal))
            && (end.source() == null || !goal.deletesSource());
    boolean gone = end.source() == null && from.source() != null && !leftByItself(from);
    boolean mayGo = last instanceof Action.Done && goal.deletesSource();
    boolean good = (last instanceof Action.Failed || sealed) && (!gone || mayGo);
    if (!clean || !good) {
      throw new AssertionError(played + " from " + from + " to " + end);
    }
  }

  private static boolean leftByItself(Observed from) {
    return from.source() != null && from.source().condition() == Condition.LEAVING;
  }

  @Test
  void givesUpAStepThatCannotSucceedWhateverTheFault() {
    List<Failure> faults = new ArrayList<>();
    for (AwsFault fault : AwsFault.values()) {
      faults.add(fault.saying("test"));
    }
    for (OwnFault fault : OwnFault.values()) {
      faults.add(fault.saying("test"));
    }
    for (Route route : List.of(Route.RESTORE, Route.CLUSTER)) {
      givesUp(Scenes.goal(route, Verification.RESTORE, true, false), faults);
    }
  }

  private static void givesUp(Goal goal, List<Failure> faults) {
    for (Failure fault : faults) {
      for (Step.Kind kind : Step.Kind.values()) {
        Step step = kind == Step.Kind.COPY_TO ? Goal.copyTo(AWAY) : goal.step(kind);
        for (int attempts : new int[] {1, Patience.MOST_ATTEMPTS}) {
          afterSetback(goal, step, new Setback(fault, attempts, NOW.plusSeconds(30)));
        }
      }
    }
  }

  private static void afterSetback(Goal goal, Step step, Setback setback) {
    for (Place sealed : Place.values()) {
      for (Place instance : EnumSet.of(Place.NOTHING, Place.READY)) {
        for (Place snapshot : EnumSet.of(Place.NOTHING, Place.READY)) {
          Observed observed =
              observed(
                  goal,
                  Place.READY,
                  sealed,
                  instance,
                  snapshot,
                  Place.NOTHING,
                  Place.NOTHING,
                  null,
                  Map.of(step, setback));
          Action action = Decide.next(goal, observed);
          assertThat(action instanceof Action.Idle || !action.step().equals(step))
              .as("%s after %s in %s", action, setback, observed)
              .isTrue();
          Rehearsal play = new Rehearsal(goal, observed);
          List<Action> played = play.play();
          if (setback.isFinal()) {
            assertThat(played).noneMatch(one -> actsIn(one, step));
          }
        }
      }
    }
  }

  private static boolean actsIn(Action action, Step step) {
    return !(action instanceof Action.Idle) && action.step().equals(step);
  }

  @Test
  void aFailedCopyToOneRegionDoesNotHoldUpTheRest() {
    Goal goal = Scenes.goal(Route.COPY, Verification.RESTORE, true, false);
    Setback denied = new Setback(AwsFault.DENIED.saying("test"), 1, NOW);
    Observed observed =
        observed(
            goal,
            Place.READY,
            Place.READY,
            Place.NOTHING,
            Place.NOTHING,
            Place.NOTHING,
            Place.NOTHING,
            null,
            Map.of(Goal.copyTo(AWAY), denied));

    List<Action> played = new Rehearsal(goal, observed).play();

    assertThat(played)
        .hasExactlyElementsOfTypes(
            Action.Restore.class,
            Action.CheckRestored.class,
            Action.DeleteDatabase.class,
            Action.Failed.class);
  }

  @Test
  void aRefusedKeyLetsNothingBeMade() {
    goals().forEach(DecideTest::assertRefused);
  }

  private static void assertRefused(Goal goal) {
    Goal refused = refused(goal, OwnFault.KEY_DISABLED.saying("test"));
    forEachState(
        refused,
        null,
        Map.of(),
        observed -> {
          Action action = Decide.next(refused, observed);
          if (!allowedWhenStopping(action)
              || action instanceof Action.Done
              || action instanceof Action.TagSource
              || action instanceof Action.DeleteSource) {
            throw new AssertionError(action + " in " + observed);
          }
        });
  }

  private static Goal refused(Goal goal, Failure why) {
    return new Goal(
        goal.kind(),
        goal.region(),
        goal.sourceId(),
        goal.sourceArn(),
        goal.engine(),
        goal.engineVersion(),
        goal.manual(),
        goal.underKey(),
        goal.origin(),
        goal.route(),
        goal.copies(),
        goal.verification(),
        goal.trustTested(),
        goal.source(),
        why,
        null);
  }
}
