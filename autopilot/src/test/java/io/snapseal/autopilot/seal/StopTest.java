package io.snapseal.autopilot.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.FakeFaults;
import io.snapseal.autopilot.fake.VirtualClock;
import io.snapseal.autopilot.fake.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Out of time, and interrupted: temporaries go, work that AWS is doing by itself stays. */
class StopTest {
  private final World world = new World();

  @AfterEach
  void clearInterruption() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9, 11, 13, 15, 16, 20, 30, 35, 37, 45, 50, 60})
  void outOfTimeAtAnyMomentLeavesNoTemporaries(int minutes) {
    world.home.snapshot("orders-1", null);

    SnapshotReport report =
        world.sealOne(world.everything("orders-1").patience(Duration.ofMinutes(minutes)));

    assertThat(report.temporariesLeft()).isEmpty();
    assertThat(world.home.instances()).isEmpty();
    if (report.failure() != null) {
      assertThat(World.code(report)).isEqualTo("TimedOut");
      assertThat(world.home.snapshots()).containsKey("orders-1");
    }
    assertThat(world.sealOne(world.everything("orders-1")).failure()).isNull();
    assertThat(world.home.snapshots()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 12, 16, 25, 37, 45})
  void interruptedAtAnyMomentLeavesNoTemporaries(int minutes) {
    world.home.snapshot("orders-1", null);
    world.clock.interruptAt(VirtualClock.START.plus(Duration.ofMinutes(minutes)));

    SnapshotReport report = world.sealOne(world.everything("orders-1"));

    assertThat(Thread.interrupted()).as("the caller is told").isTrue();
    assertThat(World.code(report)).isEqualTo("Cancelled");
    assertThat(report.temporariesLeft()).isEmpty();
    assertThat(world.home.instances()).isEmpty();
    assertThat(world.sealOne(world.everything("orders-1")).failure()).isNull();
  }

  @Test
  void interruptedTwiceStopsAtOnceAndSaysWhatIsLeft() {
    world.home.snapshot("orders-1", null);
    world.clock.interruptAt(VirtualClock.START.plus(Duration.ofMinutes(5)));
    world.clock.interruptAt(VirtualClock.START.plus(Duration.ofMinutes(5)));

    SnapshotReport report = world.sealOne(world.everything("orders-1"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.temporariesLeft()).hasSize(1);
    assertThat(world.clock.instant()).isBefore(VirtualClock.START.plus(Duration.ofMinutes(6)));
    assertThat(world.sealOne(world.everything("orders-1")).failure()).isNull();
    assertThat(world.home.instances()).isEmpty();
  }

  @Test
  void aPlainCopyUnderWayIsLeftToAws() {
    world.home.snapshot("orders-1", null);

    SnapshotReport late = world.sealOne(world.request("orders-1").patience(Duration.ofMinutes(5)));
    world.later(Duration.ofHours(1));
    SnapshotReport next = world.sealOne(world.request("orders-1"));

    assertThat(World.code(late)).isEqualTo("TimedOut");
    assertThat(next.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(world.aws.count("CopyDBSnapshot")).isEqualTo(1);
  }

  @Test
  void temporariesThatWillNotGoAreNamedInTheEnd() {
    world.home.snapshot("orders-1", null);
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (call.operation().equals("DeleteDBInstance")) {
              throw FakeFaults.rds("AccessDenied", "explicit deny in a service control policy");
            }
          }
        });

    SnapshotReport report = world.sealOne(world.everything("orders-1"));

    assertThat(World.code(report)).isEqualTo("AccessDenied");
    assertThat(report.sealedId()).isNotNull();
    assertThat(report.temporariesLeft()).isNotEmpty();
    assertThat(world.home.snapshots()).as("the source is kept").containsKey("orders-1");
  }

  @Test
  void abandonedTemporariesOfOtherWorkAreSweptAfterADay() {
    world.home.snapshot("orders-1", null);
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void after(FakeAws.Call call) {
            if (call.operation().equals("CreateDBSnapshot")) {
              throw new FakeAws.Killed();
            }
          }
        });
    try {
      world.seal(world.everything("orders-1"));
    } catch (FakeAws.Killed expected) {
      world.aws.interfere(new FakeAws.Interference() {});
    }
    world.home.snapshot("users-1", null);
    world.sealOne(world.request("users-1"));
    assertThat(world.home.instances()).as("may still be another run's").hasSize(1);

    world.later(Duration.ofHours(25));
    world.sealOne(world.request("users-1"));
    world.later(Duration.ofHours(1));

    assertThat(world.home.instances()).isEmpty();
    assertThat(world.home.snapshots().keySet()).noneMatch(id -> id.contains("-temporary-"));
    assertThat(world.home.snapshots()).containsKeys("orders-1", "users-1");
  }
}
