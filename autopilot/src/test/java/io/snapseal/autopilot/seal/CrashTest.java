package io.snapseal.autopilot.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Killed before or after any call, then run afresh: the end is the same. */
class CrashTest {
  private static final String FOREIGN = "somebody-elses";

  private static World world(Route route) {
    World world = new World();
    world.aws.faster(100);
    if (route == Route.CLUSTER) {
      world.home.clusters().snapshot("orders-1", null);
    } else {
      world.home.snapshot("orders-1", null);
    }
    world.home.snapshot(FOREIGN, null);
    world.home.clusters().snapshot(FOREIGN, null);
    world.home.put(
        DBInstance.builder().dbInstanceIdentifier(FOREIGN).dbInstanceStatus("available").build());
    world
        .home
        .clusters()
        .put(DBCluster.builder().dbClusterIdentifier(FOREIGN).status("available").build());
    return world;
  }

  private static SealRequest.Builder request(World world, Route route) {
    return world.everything("orders-1").route(route);
  }

  @ParameterizedTest
  @EnumSource(names = {"COPY", "RESTORE", "CLUSTER"})
  void convergesWhereverItIsKilled(Route route) {
    int calls = callsOfAWholeRun(route);
    for (int kill = 1; kill <= calls; kill++) {
      for (boolean after : List.of(false, true)) {
        World world = world(route);
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

  @ParameterizedTest
  @EnumSource(names = {"RESTORE", "CLUSTER"})
  void convergesThoughKilledAgainAndAgain(Route route) {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100; i++) {
      World world = world(route);
      for (int death = 0; death < 6; death++) {
        kill(world, world.aws.calls().size() + 1 + random.nextInt(60), random.nextBoolean());
        try {
          world.seal(request(world, route));
        } catch (FakeAws.Killed killed) {
          world.later(Duration.ofSeconds(random.nextInt(20)));
        }
        assertNothingIsLost(world);
      }
      world.aws.interfere(new FakeAws.Interference() {});
      assertConverged(world, world.sealOne(request(world, route)));
    }
  }

  @Test
  void theNextRunNeedNotTakeTheSameRoute() {
    int calls = callsOfAWholeRun(Route.RESTORE);
    for (int kill = 1; kill <= calls; kill++) {
      World world = world(Route.RESTORE);
      kill(world, kill, true);
      assertThatThrownBy(() -> world.seal(request(world, Route.RESTORE)))
          .isInstanceOf(FakeAws.Killed.class);

      world.aws.interfere(new FakeAws.Interference() {});
      SnapshotReport report = world.sealOne(request(world, Route.COPY));

      assertThat(report.failure()).as("killed at %s", kill).isNull();
      assertConverged(world, report);
    }
  }

  /** A cluster snapshot under another key may go either way. */
  @Test
  void theNextRunNeedNotTakeTheSameRouteWithAClusterEither() {
    int calls = callsOfAWholeRun(Route.CLUSTER);
    for (int kill = 1; kill <= calls; kill++) {
      World world = world(Route.CLUSTER);
      world.home.clusters().snapshot("orders-1", world.otherKey);
      kill(world, kill, true);
      assertThatThrownBy(() -> world.seal(request(world, Route.CLUSTER)))
          .isInstanceOf(FakeAws.Killed.class);

      world.aws.interfere(new FakeAws.Interference() {});
      SnapshotReport report = world.sealOne(request(world, Route.COPY));

      assertThat(report.failure()).as("killed at %s", kill).isNull();
      assertConverged(world, report);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESTORE", "CLUSTER"})
  void twoAtOnceChangeNothingButTheTime(Route route) {
    int calls = callsOfAWholeRun(route);
    for (int at = 1; at <= calls; at += 3) {
      World world = world(route);
      world.aws.interfere(otherRunAt(world, route, at));

      SnapshotReport report = world.sealOne(request(world, route));

      assertThat(report.failure()).as("another run at %s", at).isNull();
      assertConverged(world, report);
    }
  }

  private static FakeAws.Interference otherRunAt(World world, Route route, int number) {
    return new FakeAws.Interference() {
      @Override
      public void before(FakeAws.Call call) {
        if (call.number() == number) {
          world.aws.interfere(new FakeAws.Interference() {});
          assertThat(world.seal(request(world, route)).failed()).isFalse();
        }
      }
    };
  }

  private static int callsOfAWholeRun(Route route) {
    World world = world(route);
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
    boolean source =
        world.home.everySnapshot().keySet().stream().anyMatch(arn -> arn.endsWith(":orders-1"));
    boolean sealed =
        world.home.everySnapshot().values().stream()
            .anyMatch(one -> world.key.equals(one.keyId()) && "available".equals(one.status()));
    assertThat(source || sealed).isTrue();
    assertForeignUntouched(world);
  }

  private static void assertForeignUntouched(World world) {
    assertThat(world.home.snapshots()).containsKey(FOREIGN);
    assertThat(world.home.clusters().snapshots()).containsKey(FOREIGN);
    assertThat(world.home.instances()).containsKey(FOREIGN);
    assertThat(world.home.clusters().clusters()).containsKey(FOREIGN);
    assertThat(world.home.deleted()).doesNotContain(FOREIGN);
    assertThat(world.home.clusters().deleted()).doesNotContain(FOREIGN);
  }

  private static void assertConverged(World world, SnapshotReport report) {
    assertForeignUntouched(world);
    Map<String, Snapshot> home = world.home.everySnapshot();
    assertThat(home.values())
        .extracting(Snapshot::id)
        .containsExactlyInAnyOrder(FOREIGN, FOREIGN, String.valueOf(report.sealedId()));
    assertThat(home.get(String.valueOf(report.sealedArn())))
        .extracting(Snapshot::keyId)
        .isEqualTo(world.key);
    assertThat(world.home.databases()).containsExactly(FOREIGN);
    assertThat(world.away.everySnapshot()).hasSize(1);
    assertThat(world.away.everySnapshot().values())
        .allMatch(one -> world.awayKey.equals(one.keyId()));
    assertThat(world.away.databases()).isEmpty();
    assertThat(report.temporariesLeft()).isEmpty();
  }
}
