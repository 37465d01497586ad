package io.snapseal.autopilot.seal;

import static io.snapseal.autopilot.fake.World.AWAY;
import static io.snapseal.autopilot.fake.World.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.act.ProgressListener;
import io.snapseal.autopilot.act.StepReport;
import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.VirtualClock;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Names;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class SealTest {
  private final World world = new World();

  @Test
  void copiesAnUnencryptedSnapshotUnderTheKey() {
    world.home.snapshot("orders-1", null);

    SnapshotReport report = world.sealOne(world.request("orders-1"));

    assertThat(report.failure()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(report.keyArn()).isEqualTo(world.key);
    DBSnapshot sealed = world.home.get(report.sealedId());
    assertThat(sealed.encrypted()).isTrue();
    assertThat(sealed.kmsKeyId()).isEqualTo(world.key);
    assertThat(world.home.snapshots()).hasSize(2).containsKey("orders-1");
    assertThat(report.steps()).extracting(StepReport::step).containsExactly("copy");
    assertThat(report.steps().get(0).seconds()).isBetween(1200.0, 1320.0);
  }

  @Test
  void doesEveryStepThereIsAndLeavesOnlyTheSealedAndItsCopy() {
    world.home.snapshot("orders-1", null);

    SnapshotReport report = world.sealOne(world.everything("orders-1"));

    assertThat(report.failure()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(report.restoreTested()).isTrue();
    assertThat(report.sourceDeleted()).isTrue();
    assertThat(report.temporariesLeft()).isEmpty();
    assertThat(report.steps())
        .extracting(StepReport::step)
        .containsExactlyInAnyOrder(
            "restore",
            "snapshot",
            "copy",
            "verify",
            "copy-to " + AWAY,
            "clean-up",
            "delete-source");
    assertThat(world.home.snapshots().keySet()).containsExactly(report.sealedId());
    assertThat(world.home.instances()).isEmpty();
    assertThat(world.home.internetFacing()).isEmpty();
    CopyReport copy = report.copies().get(0);
    assertThat(copy.sealed()).isTrue();
    assertThat(copy.keyArn()).isEqualTo(world.awayKey);
    assertThat(world.away.get(copy.id()).kmsKeyId()).isEqualTo(world.awayKey);
  }

  @Test
  void doesNothingTheSecondTime() {
    world.home.snapshot("orders-1", null);
    SnapshotReport first = world.sealOne(world.everything("orders-1").deleteSource(false));
    int calls = world.aws.calls().size();

    SnapshotReport second = world.sealOne(world.everything("orders-1").deleteSource(false));

    assertThat(second.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(second.sealedId()).isEqualTo(first.sealedId());
    assertThat(second.restoreTested()).isTrue();
    assertThat(world.aws.calls().subList(calls, world.aws.calls().size()))
        .allMatch(call -> call.startsWith("Describe"));
  }

  @Test
  void findsTheSealedSnapshotOfASourceThatIsGone() {
    world.home.snapshot("orders-1", null);
    SnapshotReport first = world.sealOne(world.everything("orders-1"));

    SnapshotReport second = world.sealOne(world.everything("orders-1"));

    assertThat(second.failure()).isNull();
    assertThat(second.sealedId()).isEqualTo(first.sealedId());
    assertThat(world.home.snapshots()).hasSize(1);
    assertThat(world.away.snapshots()).hasSize(1);
  }

  @Test
  void sealsAgainWhenAnotherSnapshotHasTakenTheName() {
    world.home.snapshot("orders-1", null);
    SnapshotReport first = world.sealOne(world.request("orders-1"));
    world.later(Duration.ofDays(1));
    world.home.snapshot("orders-1", null);

    SnapshotReport second = world.sealOne(world.request("orders-1"));

    assertThat(second.failure()).isNull();
    assertThat(second.sealedId()).isNotEqualTo(first.sealedId());
    assertThat(world.home.snapshots()).hasSize(3);
  }

  @Test
  void allMeansEverythingButItsOwnWork() {
    world.home.snapshot("orders-1", null);
    world.home.snapshot("orders-2", world.otherKey);
    world.home.snapshot("orders-3", world.key);
    world.home.snapshot("rds:orders-2026-02-01-03-00", null);

    SealReport first = world.seal(world.request());
    SealReport second = world.seal(world.request());

    assertThat(first.failed()).isFalse();
    assertThat(first.snapshots()).hasSize(4);
    assertThat(first.snapshots())
        .filteredOn(one -> one.outcome() == Outcome.ALREADY_UNDER_KEY)
        .extracting(SnapshotReport::id)
        .containsExactly("orders-3");
    assertThat(second.snapshots()).hasSize(4);
    assertThat(world.home.snapshots()).hasSize(7);
  }

  @Test
  void reKeysASealedSnapshotWhoseSourceIsGone() {
    world.home.snapshot("orders-1", null);
    world.sealOne(world.request("orders-1").deleteSource(true));

    SealReport report =
        world.autopilot().seal(SealRequest.of(HOME, "legacy").deleteSource(true).build());

    assertThat(report.failed()).isFalse();
    assertThat(report.keyArn()).isEqualTo(world.otherKey);
    assertThat(world.home.snapshots()).hasSize(1);
    assertThat(world.home.snapshots().values())
        .allMatch(one -> one.kmsKeyId().equals(world.otherKey))
        .allMatch(one -> one.dbSnapshotIdentifier().startsWith("orders-1-sealed-"));
  }

  @Test
  void waitsForASourceThatIsStillBeingMade() {
    DBSnapshot made = world.home.snapshot("orders-1", null);
    world.home.put(made.toBuilder().status("creating").snapshotCreateTime(null).build());
    world.home.snapshot("orders-2", null);
    SealRequest.Builder both = world.request("orders-1", "orders-2");
    world.home.becomes("orders-1", Duration.ofMinutes(1), "available");
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            DBSnapshot now = world.home.snapshots().get("orders-1");
            if (now != null && "available".equals(now.status())) {
              world.home.put(now.toBuilder().snapshotCreateTime(VirtualClock.START).build());
            }
          }
        });

    SealReport report = world.seal(both);

    assertThat(report.failed()).isFalse();
    assertThat(report.snapshots()).extracting(SnapshotReport::outcome).containsOnly(Outcome.SEALED);
  }

  @Test
  void keepsAutomatedSourcesAndSaysWhy() {
    world.home.snapshot("rds:orders-2026-02-01-03-00", null);

    SnapshotReport report =
        world.sealOne(world.request("rds:orders-2026-02-01-03-00").deleteSource(true));

    assertThat(report.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(report.note()).contains("automated");
    assertThat(report.sourceDeleted()).isFalse();
    assertThat(world.home.snapshots()).containsKey("rds:orders-2026-02-01-03-00");
    assertThat(report.sealedId()).startsWith("rds-orders-2026-02-01-03-00-sealed-");
  }

  @Test
  void neverDeletesASourceThatIsItsOwnTarget() {
    world.home.snapshot("orders-1", world.key);

    SnapshotReport report = world.sealOne(world.everything("orders-1"));

    assertThat(report.outcome()).isEqualTo(Outcome.ALREADY_UNDER_KEY);
    assertThat(report.note()).contains("kept");
    assertThat(world.home.snapshots()).containsOnlyKeys("orders-1");
    assertThat(report.copies()).allMatch(CopyReport::sealed);
  }

  @Test
  void aDryRunSaysEveryStepAndChangesNothing() {
    world.home.snapshot("orders-1", null);

    SnapshotReport report = world.sealOne(world.everything("orders-1").dryRun(true));

    assertThat(report.outcome()).isEqualTo(Outcome.WOULD_SEAL);
    assertThat(report.steps())
        .extracting(StepReport::step)
        .containsSubsequence("restore", "snapshot", "copy", "verify", "delete-source")
        .contains("copy-to " + AWAY, "clean-up");
    assertThat(world.aws.calls()).allMatch(call -> call.startsWith("Describe"));
    assertThat(world.home.snapshots()).containsOnlyKeys("orders-1");
  }

  @Test
  void tellsEachStepWhileItHappens() {
    world.home.snapshot("orders-1", null);

    world.sealOne(world.everything("orders-1"));

    assertThat(world.events).isNotEmpty().allMatch(event -> event.snapshot().equals("orders-1"));
    for (String step : List.of("restore", "snapshot", "copy", "verify", "copy-to " + AWAY)) {
      assertThat(world.events)
          .filteredOn(event -> event.step().equals(step))
          .extracting(ProgressListener.Event::state)
          .startsWith(ProgressListener.State.STARTED)
          .endsWith(ProgressListener.State.FINISHED);
    }
  }

  @Test
  void worksOnNoMoreAtOnceThanAllowed() {
    for (int i = 0; i < 25; i++) {
      world.home.snapshot("orders-" + i, null);
    }

    SealReport report = world.seal(world.request().maxConcurrent(4).route(Route.RESTORE));

    assertThat(report.failed()).isFalse();
    assertThat(world.home.mostInstances()).isEqualTo(4);
    assertThat(world.home.mostCopies()).isLessThanOrEqualTo(4);
  }

  @Test
  void looksAtAHundredAtATime() {
    world.home.quotas(1000, 1000, 40);
    for (int i = 0; i < 230; i++) {
      world.home.snapshot("orders-" + i, null);
    }

    SealReport report = world.seal(world.request().maxConcurrent(100));

    assertThat(report.failed()).isFalse();
    assertThat(report.snapshots()).hasSize(230);
    assertThat(world.home.snapshots()).hasSize(460);
    long looks = world.aws.count("DescribeDBSnapshots") / 5;
    assertThat(looks).as("pages of a hundred, not a call a snapshot").isLessThan(400);
  }

  @Test
  void pausesGrowButStayBounded() {
    world.home.snapshot("orders-1", null);

    world.sealOne(world.request("orders-1"));

    assertThat(world.clock.longestPause()).isEqualTo(Duration.ofSeconds(30));
    assertThat(world.clock.pauses()).isLessThan(150);
  }

  @Test
  void carriesTheOwnersTags() {
    world.home.snapshot("orders-1", null, Tags.tag("team", "orders"), Tags.tag("aws:x", "y"));

    SnapshotReport report =
        world.sealOne(world.request("orders-1").copyTo(Map.of(AWAY, "backup-eu")));

    Map<String, String> sealed = Tags.asMap(world.home.get(report.sealedId()).tagList());
    Map<String, String> copy = Tags.asMap(world.away.get(report.copies().get(0).id()).tagList());
    assertThat(sealed).containsEntry("team", "orders").doesNotContainKey("aws:x");
    assertThat(copy).containsEntry("team", "orders");
    assertThat(sealed).containsEntry(Tags.SOURCE_ARN, report.arn());
    assertThat(copy).containsEntry(Tags.SOURCE_ARN, report.arn());
  }

  @Test
  void anotherRunsTemporariesAreNoSources() {
    DBSnapshot source = world.home.snapshot("orders-1", null);
    Lineage lineage = Lineage.of(Snapshot.of(source), world.otherKey);
    String temporary = Names.temporarySnapshot(lineage);
    DBSnapshot made = world.home.snapshot(temporary, null);
    world.home.put(
        made.toBuilder()
            .snapshotCreateTime(world.clock.instant())
            .tagList(Tags.ofTemporary(lineage, Route.RESTORE))
            .build());

    SealReport all = world.seal(world.request());
    SnapshotReport named = world.sealOne(world.request(temporary));

    assertThat(all.snapshots()).extracting(SnapshotReport::id).containsExactly("orders-1");
    assertThat(World.code(named)).isEqualTo("SnapshotNotSupported");
  }

  @Test
  void namesWhatIsNotThere() {
    SealReport report =
        world.seal(
            world.request(
                "nothing",
                "arn:aws:rds:eu-west-1:123456789012:snapshot:orders-1",
                "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:orders-1",
                "arn:aws:rds:us-east-1:123456789012:db:orders"));

    assertThat(report.snapshots())
        .extracting(World::code)
        .containsExactly(
            "DBSnapshotNotFound",
            "SnapshotElsewhere",
            "DBSnapshotNotFound",
            "SnapshotNotSupported");
  }
}
