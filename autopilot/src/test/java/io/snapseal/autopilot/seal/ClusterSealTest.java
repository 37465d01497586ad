package io.snapseal.autopilot.seal;

import static io.snapseal.autopilot.fake.World.AWAY;
import static io.snapseal.autopilot.fake.World.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.act.StepReport;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.FakeClusters;
import io.snapseal.autopilot.fake.FakeFaults;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Names;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;

/** Cluster snapshots, by the routes that RDS allows for them. */
class ClusterSealTest {
  private final World world = new World();
  private final FakeClusters clusters = world.home.clusters();

  @Test
  void anUnencryptedOneGoesThroughATemporaryCluster() {
    clusters.snapshot("orders-1", null);

    SnapshotReport report = world.sealOne(world.everything("orders-1").route(Route.AUTO));

    assertThat(report.failure()).isNull();
    assertThat(report.route()).isEqualTo(Route.CLUSTER);
    assertThat(report.restoreTested()).isTrue();
    assertThat(report.sourceDeleted()).isTrue();
    assertThat(report.temporariesLeft()).isEmpty();
    assertThat(report.steps())
        .extracting(StepReport::step)
        .containsExactlyInAnyOrder(
            "restore", "snapshot", "verify", "copy-to " + AWAY, "clean-up", "delete-source");
    assertThat(clusters.snapshots()).containsOnlyKeys(String.valueOf(report.sealedId()));
    assertThat(clusters.get(report.sealedId()).kmsKeyId()).isEqualTo(world.key);
    assertThat(world.away.clusters().get(report.copies().get(0).id()).kmsKeyId())
        .isEqualTo(world.awayKey);
    assertThat(world.home.databases()).isEmpty();
    assertThat(world.home.internetFacing()).isEmpty();
  }

  @Test
  void anEncryptedOneIsCopiedToTheWantedKey() {
    clusters.snapshot("orders-1", world.otherKey);

    SnapshotReport report = world.sealOne(world.request("orders-1"));

    assertThat(report.route()).isEqualTo(Route.COPY);
    assertThat(report.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(world.aws.count("CopyDBClusterSnapshot")).isEqualTo(1);
    assertThat(world.aws.count("RestoreDBClusterFromSnapshot")).isZero();
  }

  /** Whether a copy can take it to a key is said nowhere, and a restore can. */
  @Test
  void oneUnderAKeyThatAwsOwnsGoesThroughAClusterToo() {
    clusters.put(
        clusters.snapshot("orders-1", null).toBuilder()
            .storageEncryptionType(StorageEncryptionType.SSE_RDS)
            .storageEncrypted(true)
            .build());

    SnapshotReport report = world.sealOne(world.request("orders-1"));

    assertThat(report.route()).isEqualTo(Route.CLUSTER);
    assertThat(report.outcome()).isEqualTo(Outcome.SEALED);
  }

  @Test
  void aRouteThatRdsDoesNotAllowIsRefusedBeforeAnything() {
    clusters.snapshot("orders-1", null);
    world.home.snapshot("shop-1", null);

    SnapshotReport copied = world.sealOne(world.request("orders-1").route(Route.COPY));
    SnapshotReport clustered = world.sealOne(world.request("shop-1").route(Route.CLUSTER));

    assertThat(World.code(copied)).isEqualTo("RouteImpossible");
    assertThat(World.code(clustered)).isEqualTo("RouteImpossible");
    assertThat(world.aws.calls()).allMatch(call -> call.startsWith("Describe"));
  }

  @Test
  void aNameOfBothKindsIsRefusedAndAnArnIsNot() {
    world.home.snapshot("orders-1", null);
    DBClusterSnapshot cluster = clusters.snapshot("orders-1", null);

    SnapshotReport both = world.sealOne(world.request("orders-1"));
    SnapshotReport one = world.sealOne(world.request(cluster.dbClusterSnapshotArn()));
    SealReport all = world.seal(world.request());

    assertThat(World.code(both)).isEqualTo("AmbiguousSnapshot");
    assertThat(World.why(both).message())
        .contains(":snapshot:orders-1", ":cluster-snapshot:orders-1");
    assertThat(World.why(both).fix()).contains("ARN");
    assertThat(one.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(one.route()).isEqualTo(Route.CLUSTER);
    assertThat(all.snapshots())
        .extracting(SnapshotReport::id)
        .allMatch(id -> id.startsWith("arn:"))
        .hasSize(2);
  }

  @Test
  void bothKindsAreSealedInOneRun() {
    world.home.snapshot("shop-1", null);
    clusters.snapshot("orders-1", null);

    SealReport report = world.seal(world.request().verification(Verification.RESTORE));

    assertThat(report.failed()).isFalse();
    assertThat(report.snapshots()).hasSize(2).allMatch(SnapshotReport::restoreTested);
    assertThat(world.home.databases()).isEmpty();
  }

  @Test
  void whatCannotBeSealedIsLeftOutOfAllAndRefusedByName() {
    clusters.put(clusters.snapshot("graph", null).toBuilder().engine("neptune").build());
    clusters.put(clusters.snapshot("papers", null).toBuilder().engine("docdb").build());
    clusters.put(clusters.snapshot("three", null).toBuilder().engine("postgres").build());

    SealReport all = world.seal(world.request());
    SealReport named = world.seal(world.request("graph", "three"));

    assertThat(all.failed()).isFalse();
    assertThat(all.snapshots())
        .extracting(SnapshotReport::outcome)
        .containsOnly(Outcome.NOT_SUPPORTED)
        .hasSize(3);
    assertThat(named.snapshots())
        .extracting(World::code)
        .containsExactly("SnapshotNotSupported", "MultiAzClusterNotSupported");
  }

  @Test
  void whatAnotherAccountSharesIsSealedByItsArnAndNeverDeleted() {
    String arn = "arn:aws:rds:us-east-1:999999999999:snapshot:theirs";
    String ofCluster = "arn:aws:rds:us-east-1:999999999999:cluster-snapshot:theirs";
    world.home.put(
        world.home.snapshot(arn, null).toBuilder()
            .dbSnapshotArn(arn)
            .snapshotType("shared")
            .build());
    clusters.put(
        clusters.snapshot(ofCluster, null).toBuilder()
            .dbClusterSnapshotArn(ofCluster)
            .snapshotType("shared")
            .build());

    SealReport report = world.seal(world.request(arn, ofCluster).deleteSource(true));

    assertThat(report.failed()).isFalse();
    assertThat(report.snapshots())
        .allMatch(one -> String.valueOf(one.sealedId()).startsWith("theirs-sealed-"))
        .allMatch(one -> !one.sourceDeleted() && one.note() != null);
    assertThat(world.seal(world.request()).snapshots())
        .as("all means all of this account")
        .noneMatch(one -> one.id().startsWith("arn:"));
  }

  @Test
  void whatAwsBackupHoldsIsFoundAndSealedAndKept() {
    String id = "awsbackup:job-1234";
    world.home.put(world.home.snapshot(id, null).toBuilder().snapshotType("awsbackup").build());

    SnapshotReport report = world.sealOne(world.request().deleteSource(true));

    assertThat(report.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(report.sealedId()).startsWith("awsbackup-job-1234-sealed-");
    assertThat(report.note()).contains("AWS Backup");
    assertThat(world.home.snapshots()).containsKey(id);
  }

  @Test
  void verifiesAClusterSnapshotByATestRestore() {
    clusters.snapshot("orders-1", null);
    String sealed = String.valueOf(world.sealOne(world.request("orders-1")).sealedId());

    assertThat(
            world.autopilot().verify(HOME, List.of(sealed), true, Optional.of("backup")).failed())
        .isFalse();
    assertThat(world.aws.count("RestoreDBClusterFromSnapshot")).isEqualTo(2);
    assertThat(world.home.databases()).isEmpty();
  }

  @Test
  void theQuotaOfClusterCopiesIsWaitedFor() {
    for (int i = 0; i < 8; i++) {
      clusters.snapshot("orders-" + i, world.otherKey);
    }

    assertThat(world.seal(world.request()).failed()).isFalse();
    assertThat(clusters.mostCopies()).isEqualTo(5);
  }

  @Test
  void aRunThatIsStoppedWaitsForItsSnapshotAndLeavesNothing() {
    clusters.snapshot("orders-1", null);
    world.clock.interruptAt(world.clock.instant().plus(Duration.ofMinutes(22)));

    SnapshotReport stopped = world.sealOne(world.request("orders-1"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stopped.temporariesLeft()).isEmpty();
    assertThat(world.home.databases()).isEmpty();
    assertThat(world.sealOne(world.request("orders-1")).outcome()).isEqualTo(Outcome.SEALED);
  }

  @Test
  void aClusterThatBreaksIsCleanedUp() {
    clusters.snapshot("orders-1", null);
    clusters.timers().willEndAs("snapseal-orders-1", "incompatible-restore");

    SnapshotReport report = world.sealOne(world.request("orders-1"));

    assertThat(World.code(report)).isEqualTo("RestoreFailed");
    assertThat(world.home.databases()).isEmpty();
  }

  @Test
  void whatAKilledRunLeftOfAnotherKeyIsSweptInstancesFirst() {
    Lineage gone = Lineage.of(Snapshot.of(clusters.snapshot("long-gone", null)), world.otherKey);
    clusters.snapshots().clear();
    String cluster = Names.temporaryCluster(gone);
    String instance = Names.temporaryInstance(gone, "aurora-postgresql");
    clusters.put(
        DBCluster.builder()
            .dbClusterIdentifier(cluster)
            .engine("aurora-postgresql")
            .status("available")
            .clusterCreateTime(world.clock.instant().minus(Duration.ofDays(2)))
            .tagList(Tags.ofTemporary(gone, Route.CLUSTER))
            .build());
    world.home.put(
        DBInstance.builder()
            .dbInstanceIdentifier(instance)
            .dbClusterIdentifier(cluster)
            .engine("aurora-postgresql")
            .dbInstanceStatus("available")
            .instanceCreateTime(world.clock.instant().minus(Duration.ofDays(2)))
            .tagList(Tags.ofTemporary(gone, Route.CLUSTER))
            .build());

    world.seal(world.request());
    world.later(Duration.ofHours(1));
    assertThat(world.home.databases()).containsExactly(cluster);

    world.seal(world.request());
    world.later(Duration.ofHours(1));
    assertThat(world.home.databases()).isEmpty();
  }

  @Test
  void whoMayNotListClustersStillSealsInstancesAndIsToldSo() {
    world.home.snapshot("orders-1", null);
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (call.operation().equals("DescribeDBClusterSnapshots")) {
              throw FakeFaults.rds("AccessDenied", "no");
            }
          }
        });

    SnapshotReport named = world.sealOne(world.request("orders-1"));
    SealReport all = world.seal(world.request());

    assertThat(named.outcome()).isEqualTo(Outcome.SEALED);
    assertThat(all.failed()).as("all was asked for").isTrue();
    assertThat(world.autopilot().scan(List.of(HOME)).incomplete()).isTrue();
    assertThat(World.code(world.sealOne(world.request("nothing")))).isEqualTo("AccessDenied");
  }

  @Test
  void carriesTheOwnersTagsOverTheRestore() {
    clusters.snapshot("orders-1", null, Tags.tag("team", "orders"), Tags.tag("aws:x", "y"));

    SnapshotReport report = world.sealOne(world.request("orders-1"));

    Map<String, String> tags = Tags.asMap(clusters.get(report.sealedId()).tagList());
    assertThat(tags)
        .containsEntry("team", "orders")
        .doesNotContainKey("aws:x")
        .containsEntry(Tags.ROUTE, "cluster");
  }
}
