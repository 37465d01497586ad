package io.snapseal.autopilot.seal;

import static io.snapseal.autopilot.fake.World.AWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Killed before or after any call, then run afresh: the end is the same. */
class CrashTest {
  private static final String FOREIGN = "somebody-elses";

  private static World world() {
    World world = new World();
    world.aws.faster(100);
    world.home.snapshot("orders-1", null);
    world.home.snapshot(FOREIGN, null);
    world.home.put(
        DBInstance.builder().dbInstanceIdentifier(FOREIGN).dbInstanceStatus("available").build());
    return world;
  }

  private static SealRequest.Builder request(World world, Route route) {
    return world.everything("orders-1").route(route);
  }

  @ParameterizedTest
  @EnumSource(names = {"COPY", "RESTORE"})
  void convergesWhereverItIsKilled(Route route) {
    int calls = callsOfAWholeRun(route);
    for (int kill = 1; kill <= calls; kill++) {
      for (boolean after : List.of(false, true)) {
        World world = world();
        kill(world, kill, after);
        assertThatThrownBy(() -> world.seal(request(world, route)))
            .isInstanceOf(FakeAws.Killed.class);
        assertNothingIsLost(world);

        world.aws.interfere(new FakeAws.Interference() {});
        SnapshotReport report = world.sealOne(request(world, route));

        assertThat(report.failure()).as("killed at %s, after: %s", kill, after).isNull();
        assertConverged(world, report);
      }
    }
  }

  @Test
  void convergesThoughKilledAgainAndAgain() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100; i++) {
      World world = world();
      for (int death = 0; death < 6; death++) {
        kill(world, world.aws.calls().size() + 1 + random.nextInt(60), random.nextBoolean());
        try {
          world.seal(request(world, Route.RESTORE));
        } catch (FakeAws.Killed killed) {
          world.later(Duration.ofSeconds(random.nextInt(20)));
        }
        assertNothingIsLost(world);
      }
      world.aws.interfere(new FakeAws.Interference() {});
      assertConverged(world, world.sealOne(request(world, Route.RESTORE)));
    }
  }

  @Test
  void theNextRunNeedNotTakeTheSameRoute() {
    int calls = callsOfAWholeRun(Route.RESTORE);
    for (int kill = 1; kill <= calls; kill++) {
      World world = world();
      kill(world, kill, true);
      assertThatThrownBy(() -> world.seal(request(world, Route.RESTORE)))
          .isInstanceOf(FakeAws.Killed.class);

      world.aws.interfere(new FakeAws.Interference() {});
      SnapshotReport report = world.sealOne(request(world, Route.COPY));

      assertThat(report.failure()).as("killed at %s", kill).isNull();
      assertConverged(world, report);
    }
  }

  @Test
  void twoAtOnceChangeNothingButTheTime() {
    int calls = callsOfAWholeRun(Route.RESTORE);
    for (int at = 1; at <= calls; at += 3) {
      World world = world();
      world.aws.interfere(otherRunAt(world, at));

      SnapshotReport report = world.sealOne(request(world, Route.RESTORE));

      assertThat(report.failure()).as("another run at %s", at).isNull();
      assertConverged(world, report);
    }
  }

  private static FakeAws.Interference otherRunAt(World world, int number) {
    return new FakeAws.Interference() {
      @Override
      public void before(FakeAws.Call call) {
        if (call.number() == number) {
          world.aws.interfere(new FakeAws.Interference() {});
          assertThat(world.seal(request(world, Route.RESTORE)).failed()).isFalse();
        }
      }
    };
  }

  private static int callsOfAWholeRun(Route route) {
    World world = world();
    world.seal(request(world, route));
    return world.aws.calls().size();
  }

  private static void kill(World world, int number, boolean after) {
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (!after && call.number() == number) {
              throw new FakeAws.Killed();
            }
          }

          @Override
          public void after(FakeAws.Call call) {
            if (after && call.number() == number) {
              throw new FakeAws.Killed();
            }
          }
        });
  }

  /** At no moment is there neither the source nor a finished snapshot under the key. */
  private static void assertNothingIsLost(World world) {
    boolean source = world.home.snapshots().containsKey("orders-1");
    boolean sealed =
        world.home.snapshots().values().stream()
            .anyMatch(one -> world.key.equals(one.kmsKeyId()) && "available".equals(one.status()));
    assertThat(source || sealed).isTrue();
    assertForeignUntouched(world);
  }

  private static void assertForeignUntouched(World world) {
    assertThat(world.home.snapshots()).containsKey(FOREIGN);
    assertThat(world.home.instances()).containsKey(FOREIGN);
    assertThat(world.home.deleted()).doesNotContain(FOREIGN);
  }

  private static void assertConverged(World world, SnapshotReport report) {
    assertForeignUntouched(world);
    Map<String, DBSnapshot> home = world.home.snapshots();
    assertThat(home.keySet()).containsExactlyInAnyOrder(FOREIGN, String.valueOf(report.sealedId()));
    assertThat(world.home.get(report.sealedId()).kmsKeyId()).isEqualTo(world.key);
    assertThat(world.home.instances().keySet()).containsExactly(FOREIGN);
    assertThat(world.away.snapshots()).hasSize(1);
    assertThat(world.away.snapshots().values())
        .allMatch(one -> world.awayKey.equals(one.kmsKeyId()));
    assertThat(world.aws.rds(AWAY).instances()).isEmpty();
    assertThat(report.temporariesLeft()).isEmpty();
  }
}
