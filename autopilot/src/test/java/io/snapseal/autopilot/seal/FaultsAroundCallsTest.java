package io.snapseal.autopilot.seal;

import static io.snapseal.autopilot.fake.World.AWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.act.RestoreCheck;
import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.Patience;
import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.FakeFaults;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.model.KeyState;

/** What each call may answer with, and what is left after it. */
class FaultsAroundCallsTest {
  private static final List<String> OF_INSTANCES =
      List.of(
          "RestoreDBInstanceFromDBSnapshot",
          "CreateDBSnapshot",
          "CopyDBSnapshot",
          "DeleteDBInstance",
          "DeleteDBSnapshot",
          "AddTagsToResource",
          "DescribeDBSnapshots",
          "DescribeDBInstances");
  private static final List<String> OF_CLUSTERS =
      List.of(
          "RestoreDBClusterFromSnapshot",
          "CreateDBInstance",
          "CreateDBClusterSnapshot",
          "CopyDBClusterSnapshot",
          "DeleteDBInstance",
          "DeleteDBCluster",
          "DeleteDBClusterSnapshot",
          "AddTagsToResource",
          "DescribeDBClusterSnapshots",
          "DescribeDBClusters");

  private final World world = new World();

  private static Stream<Arguments> everywhere() {
    return Stream.of(Kind.values()).flatMap(FaultsAroundCallsTest::everywhere);
  }

  private static Stream<Arguments> everywhere(Kind kind) {
    return (kind == Kind.CLUSTER ? OF_CLUSTERS : OF_INSTANCES)
        .stream()
            .flatMap(
                operation ->
                    Stream.of(AwsFault.values())
                        .filter(fault -> !fault.code().startsWith("KMSKey"))
                        .map(fault -> Arguments.of(kind, operation, fault)));
  }

  private void failing(String operation, AwsFault fault, int from, int times) {
    int[] met = {0};
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (call.operation().equals(operation)) {
              met[0]++;
              if (met[0] >= from && met[0] < from + times) {
                throw FakeFaults.rds(fault.code(), message(fault));
              }
            }
          }
        });
  }

  private static String message(AwsFault fault) {
    return fault == AwsFault.COPY_QUOTA ? "Cannot copy more than 20 snapshots" : "injected";
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void neverLosesTheSourceNorLeavesAMess(Kind kind, String operation, AwsFault fault) {
    if (kind == Kind.CLUSTER) {
      world.home.clusters().snapshot("orders-1", null);
    } else {
      world.home.snapshot("orders-1", null);
    }
    failing(operation, fault, 1, 1000);

    SealReport report = world.seal(world.everything("orders-1").patience(Duration.ofHours(6)));

    boolean deleted =
        world.home.everySnapshot().keySet().stream().noneMatch(arn -> arn.endsWith(":orders-1"));
    boolean sealed =
        report.snapshots().stream()
            .anyMatch(one -> one.sealedId() != null && one.failure() == null);
    assertThat(deleted).as("source is deleted only when all is sealed").isEqualTo(sealed);
    if (report.failed()) {
      Failure why = World.why(report);
      assertThat(why.cause()).isNotBlank();
      assertThat(why.fix()).isNotBlank();
    }

    world.aws.interfere(new FakeAws.Interference() {});
    SnapshotReport again = world.sealOne(world.everything("orders-1"));

    assertThat(again.failure()).isNull();
    assertThat(world.home.everySnapshot()).containsOnlyKeys(String.valueOf(again.sealedArn()));
    assertThat(world.home.databases()).isEmpty();
    assertThat(world.away.everySnapshot()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RestoreDBInstanceFromDBSnapshot",
        "CreateDBSnapshot",
        "CopyDBSnapshot",
        "DeleteDBInstance",
        "DeleteDBSnapshot",
        "DescribeDBSnapshots",
        "DescribeDBInstances"
      })
  void throttlingIsWaitedOut(String operation) {
    world.home.snapshot("orders-1", null);
    failing(operation, AwsFault.THROTTLED, 1, 4);

    SnapshotReport report = world.sealOne(world.everything("orders-1"));

    assertThat(report.failure()).isNull();
    assertThat(report.temporariesLeft()).isEmpty();
  }

  @Test
  void whatCannotSucceedIsNotTriedAgain() {
    world.home.snapshot("orders-1", null);
    failing("CopyDBSnapshot", AwsFault.DENIED, 1, 1000);

    SnapshotReport report = world.sealOne(world.request("orders-1"));

    assertThat(World.code(report)).isEqualTo("AccessDenied");
    assertThat(world.aws.count("CopyDBSnapshot")).isEqualTo(1);
  }

  @Test
  void throttlingWithoutEndIsGivenUp() {
    world.home.snapshot("orders-1", null);
    failing("CopyDBSnapshot", AwsFault.THROTTLED, 1, 1000);

    SnapshotReport report = world.sealOne(world.request("orders-1"));

    assertThat(World.code(report)).isEqualTo("Throttling");
    assertThat(world.aws.count("CopyDBSnapshot")).isEqualTo(Patience.MOST_ATTEMPTS);
  }

  @Test
  void theQuotaOfCopiesIsWaitedForAndThatOfSnapshotsIsNot() {
    world.home.quotas(100, 2, 40);
    for (int i = 0; i < 6; i++) {
      world.home.snapshot("orders-" + i, null);
    }
    assertThat(world.seal(world.request()).failed()).isFalse();
    assertThat(world.home.mostCopies()).isEqualTo(2);

    world.home.quotas(14, 20, 40);
    for (int i = 6; i < 9; i++) {
      world.home.snapshot("orders-" + i, null);
    }
    SealReport full = world.seal(world.request());
    assertThat(full.snapshots())
        .filteredOn(one -> one.outcome() == Outcome.FAILED)
        .hasSize(3)
        .allMatch(one -> "SnapshotQuotaExceeded".equals(World.code(one)));
    assertThat(full.snapshots()).filteredOn(one -> one.outcome() == Outcome.SEALED).hasSize(6);
  }

  @Test
  void theQuotaOfInstancesIsWaitedFor() {
    world.home.quotas(100, 20, 2);
    for (int i = 0; i < 6; i++) {
      world.home.snapshot("orders-" + i, null);
    }
    SealReport report = world.seal(world.request().route(Route.RESTORE));
    assertThat(report.failed()).isFalse();
    assertThat(world.home.mostInstances()).isEqualTo(2);
    assertThat(world.home.snapshots()).hasSize(12);
  }

  @Test
  void oneBadSnapshotDoesNotHoldUpTheOthers() {
    world.home.snapshot("orders-1", null);
    world.home.snapshot("orders-2", null);
    world.home.snapshot("orders-3", null);
    world.home.willEndAs("orders-2", "failed");

    SealReport report = world.seal(world.request().maxConcurrent(1));

    assertThat(report.failed()).as("a failed copy is made again").isFalse();
    assertThat(world.home.snapshots()).hasSize(6);
  }

  @Test
  void aRestoreThatFailsIsCleanedUpAndNotRepeated() {
    world.home.snapshot("orders-1", null);
    world.home.willEndAs("snapseal-orders-1", "incompatible-restore");

    SnapshotReport report = world.sealOne(world.request("orders-1").route(Route.RESTORE));

    assertThat(World.code(report)).isEqualTo("RestoreFailed");
    assertThat(report.temporariesLeft()).isEmpty();
    assertThat(world.home.instances()).isEmpty();
    assertThat(world.aws.count("RestoreDBInstanceFromDBSnapshot")).isEqualTo(1);
    assertThat(world.home.snapshots()).containsOnlyKeys("orders-1");
  }

  @Test
  void aCheckThatFailsKeepsTheSource() {
    world.home.snapshot("orders-1", null);
    world.check = (region, snapshot, restored) -> new RestoreCheck.Verdict(false, "3 rows missing");

    SnapshotReport report = world.sealOne(world.everything("orders-1"));

    assertThat(World.code(report)).isEqualTo("RestoreCheckFailed");
    assertThat(report.restoreDetail()).isEqualTo("3 rows missing");
    assertThat(report.restoreTested()).isFalse();
    assertThat(report.sealedId()).isNotNull();
    assertThat(world.home.snapshots()).containsKey("orders-1");
    assertThat(world.home.instances()).isEmpty();
    assertThat(report.copies()).allMatch(CopyReport::sealed);
  }

  @Test
  void aCheckThatThrowsIsACheckThatFailed() {
    world.home.snapshot("orders-1", null);
    world.check =
        (region, snapshot, restored) -> {
          throw new IllegalStateException("no route to host");
        };

    SnapshotReport report = world.sealOne(world.everything("orders-1"));

    assertThat(World.code(report)).isEqualTo("RestoreCheckFailed");
    assertThat(report.restoreDetail()).contains("no route to host");
    assertThat(world.home.instances()).isEmpty();
  }

  @Test
  void aForeignSnapshotUnderOurNameIsNeitherUsedNorDeleted() {
    String sealedId = nameOfSealed();
    World fresh = new World();
    fresh.home.snapshot("orders-1", null);
    fresh.home.snapshot(sealedId, fresh.key);

    SnapshotReport report = fresh.sealOne(fresh.everything("orders-1"));

    assertThat(World.code(report)).isEqualTo("NameTaken");
    assertThat(report.sealedId()).isNull();
    assertThat(fresh.home.snapshots()).containsOnlyKeys("orders-1", sealedId);
  }

  @Test
  void anUnencryptedImpostorWithOurTagsIsNotTakenForSealed() {
    SnapshotReport real = sealed();
    World fresh = new World();
    fresh.home.snapshot("orders-1", null);
    fresh.home.put(
        world.home.get(real.sealedId()).toBuilder().encrypted(false).kmsKeyId(null).build());

    SnapshotReport report = fresh.sealOne(fresh.everything("orders-1"));

    assertThat(World.code(report)).isEqualTo("NotUnderWantedKey");
    assertThat(fresh.home.snapshots()).containsKey("orders-1");
  }

  @Test
  void theRealTroubleOfAKeyIsToldInsteadOfRdsWords() {
    world.home.snapshot("orders-1", null);
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (call.operation().equals("CopyDBSnapshot")) {
              world.aws.kms(World.HOME).state(world.key, KeyState.PENDING_DELETION);
            }
          }
        });

    SnapshotReport report = world.sealOne(world.request("orders-1"));

    Failure why = World.why(report);
    assertThat(why.code()).isEqualTo("KMSKeyNotAccessibleFault");
    assertThat(why.message()).contains("scheduled for deletion");
    assertThat(why.fix()).contains("cancel-key-deletion");
  }

  @Test
  void aKeyDisabledJustBeforeTheEndKeepsTheSource() {
    world.home.snapshot("orders-1", null);
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            boolean copied =
                world.away.snapshots().values().stream()
                    .anyMatch(one -> "available".equals(one.status()));
            if (copied) {
              world.aws.kms(AWAY).state(world.awayKey, KeyState.DISABLED);
            }
          }
        });

    SnapshotReport report =
        world.sealOne(
            world.request("orders-1").copyTo(Map.of(AWAY, "backup-eu")).deleteSource(true));

    assertThat(World.code(report)).isEqualTo("SourceKept");
    assertThat(world.home.snapshots()).containsKey("orders-1");
  }

  private SnapshotReport sealed() {
    world.home.snapshot("orders-1", null);
    return world.sealOne(world.request("orders-1"));
  }

  private String nameOfSealed() {
    return String.valueOf(sealed().sealedId());
  }

  @Test
  void aBusyKmsIsAskedAgain() {
    world.home.snapshot("orders-1", null);
    int[] met = {0};
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (call.operation().equals("DescribeKey") && met[0]++ % 5 < 2) {
              throw FakeFaults.kms("ThrottlingException", "slow down");
            }
          }
        });

    assertThat(world.sealOne(world.everything("orders-1")).failure()).isNull();
  }

  @Test
  void aSourceThatMakesNoSenseIsABugOfItsOwn() {
    world.home.snapshot("orders-1", null);
    world.home.put(world.home.snapshot("orders-2", null).toBuilder().dbSnapshotArn(null).build());

    SealReport report = world.seal(world.request());

    assertThat(report.snapshots())
        .extracting(SnapshotReport::outcome)
        .containsExactly(Outcome.SEALED, Outcome.FAILED);
    assertThat(World.code(report.snapshots().get(1))).isEqualTo("InternalError");
  }
}
