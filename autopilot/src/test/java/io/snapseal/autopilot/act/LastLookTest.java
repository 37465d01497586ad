package io.snapseal.autopilot.act;

import static io.snapseal.autopilot.fake.World.AWAY;
import static io.snapseal.autopilot.fake.World.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Names;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.seal.Outcome;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What changes between the decision to delete and the deletion is seen by the last look. */
class LastLookTest {
  private final World world = new World();

  /** Runs once, just before the first look at one resource alone, which only deleting makes. */
  private void justBeforeDeleting(String id, Runnable change) {
    boolean[] done = {false};
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (!done[0] && call.operation().startsWith("DescribeDB") && call.id().equals(id)) {
              done[0] = true;
              change.run();
            }
          }
        });
  }

  private SnapshotReport sealAndDelete() {
    SnapshotReport report =
        world.sealOne(
            world.request("orders-1").copyTo(Map.of(AWAY, "backup-eu")).deleteSource(true));
    assertThat(world.home.snapshots()).as("the source is kept").containsKey("orders-1");
    return report;
  }

  private String sealedId() {
    return world.home.snapshots().keySet().stream()
        .filter(id -> id.contains("-sealed-"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSealedSnapshotHasGone() {
    world.home.snapshot("orders-1", null);
    justBeforeDeleting("orders-1", () -> world.home.snapshots().remove(sealedId()));
    assertThat(World.code(sealAndDelete())).isEqualTo("SourceKept");
  }

  @Test
  void theSealedSnapshotIsSomebodyElses() {
    world.home.snapshot("orders-1", null);
    justBeforeDeleting(
        "orders-1",
        () -> world.home.put(world.home.get(sealedId()).toBuilder().tagList(List.of()).build()));
    sealAndDelete();
  }

  @Test
  void theKeyHasBeenDisabled() {
    world.home.snapshot("orders-1", null);
    justBeforeDeleting("orders-1", () -> world.aws.kms(HOME).state(world.key, KeyState.DISABLED));
    assertThat(World.why(sealAndDelete()).message()).contains("disabled");
  }

  @Test
  void aCopyHasGone() {
    world.home.snapshot("orders-1", null);
    justBeforeDeleting("orders-1", () -> world.away.snapshots().clear());
    sealAndDelete();
  }

  @Test
  void theSourceIsAnotherSnapshotByNow() {
    world.home.snapshot("orders-1", null);
    justBeforeDeleting(
        "orders-1",
        () ->
            world.home.put(
                world.home.get("orders-1").toBuilder()
                    .snapshotCreateTime(world.clock.instant())
                    .build()));
    assertThat(World.code(sealAndDelete())).isEqualTo("SourceKept");
  }

  @Test
  void theTemporariesAreSomebodyElsesByNow() {
    DBSnapshot source = world.home.snapshot("orders-1", null);
    Lineage lineage = Lineage.of(Snapshot.of(source), world.key);
    String instance = Names.temporaryInstance(lineage, "postgres");
    String snapshot = Names.temporarySnapshot(lineage);
    justBeforeDeleting(
        instance,
        () -> {
          DBInstance theirs = world.home.instances().get(instance);
          assertThat(theirs).isNotNull();
          world.home.put(
              DBInstance.builder()
                  .dbInstanceIdentifier(instance)
                  .dbInstanceStatus("available")
                  .build());
        });

    SnapshotReport report = world.sealOne(world.request("orders-1").route(Route.RESTORE));

    assertThat(report.failure()).isNull();
    assertThat(world.home.instances()).containsKey(instance);
    assertThat(world.home.deleted()).containsExactly(snapshot);
  }

  @Test
  void aFailedTargetHasBeenMadeGoodByNow() {
    DBSnapshot source = world.home.snapshot("orders-1", null);
    String sealed = Names.sealed(Lineage.of(Snapshot.of(source), world.key));
    world.home.willEndAs("-sealed-", "failed");
    justBeforeDeleting(
        sealed,
        () -> world.home.put(world.home.get(sealed).toBuilder().status("available").build()));

    SnapshotReport report = world.sealOne(world.request("orders-1"));

    assertThat(report.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(world.home.deleted()).isEmpty();
    assertThat(world.aws.count("CopyDBSnapshot")).isEqualTo(1);
  }
}
