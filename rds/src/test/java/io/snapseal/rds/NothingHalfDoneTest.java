package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.Progress;
import io.snapseal.iam.Caller;
import io.snapseal.rds.cluster.ClusterSnapshotKind;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.snapshot.InstanceSnapshots;
import io.snapseal.rds.snapshot.SnapshotKind;
import io.snapseal.rds.storage.OwnedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;

/**
 * A process that dies before or after any call to storage, a server or a volume leaves, after the
 * next start, only whole snapshots and running instances, and nothing that no row names.
 *
 * <p>{@code -Dsnapseal.crash.deaths=100000} dies at every step; by default at three of each work,
 * so that the test stays short. What lies between two steps does not leave the process, save for
 * commits of the state, which SQLite makes whole.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // what all begin with is made once
class NothingHalfDoneTest {
  private static final int DEATHS = Integer.getInteger("snapseal.crash.deaths", 3);

  private Path temporary;

  /**
   * What is going on when the process dies.
   *
   * @param name what it is
   * @param offset the first step to die at, so that the works die at different steps
   * @param begin asks for it
   */
  record Work(String name, int offset, Consumer<RdsFixture> begin) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Work> works() {
    return List.of(
        new Work("create instance", 1, fixture -> fixture.createInstance("second", null)),
        new Work(
            "create encrypted instance",
            2,
            fixture -> fixture.createInstance("second", "alias/key")),
        new Work(
            "snapshot",
            3,
            fixture ->
                fixture
                    .client()
                    .createDBSnapshot(
                        r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("new"))),
        new Work(
            "copy",
            4,
            fixture ->
                fixture
                    .client(RdsFixture.SECOND)
                    .copyDBSnapshot(
                        r ->
                            r.sourceDBSnapshotIdentifier(
                                    fixture.snapshot(RdsFixture.FIRST, "old").dbSnapshotArn())
                                .targetDBSnapshotIdentifier("new")
                                .kmsKeyId("alias/key"))),
        new Work(
            "restore",
            5,
            fixture ->
                fixture
                    .client()
                    .restoreDBInstanceFromDBSnapshot(
                        r -> r.dbInstanceIdentifier("second").dbSnapshotIdentifier("sealed"))),
        new Work(
            "delete snapshot",
            6,
            fixture -> fixture.client().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("old"))),
        new Work(
            "stop with a snapshot",
            8,
            fixture ->
                fixture
                    .client()
                    .stopDBInstance(
                        r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("new"))),
        new Work(
            "rename, move and tell a password",
            9,
            fixture ->
                fixture
                    .client()
                    .modifyDBInstance(
                        r ->
                            r.dbInstanceIdentifier("shop")
                                .newDBInstanceIdentifier("store")
                                .dbPortNumber(Ports.free())
                                .masterUserPassword("battery-staple")
                                .applyImmediately(true))),
        new Work(
            "delete instance",
            7,
            fixture ->
                fixture
                    .client()
                    .deleteDBInstance(
                        r -> r.dbInstanceIdentifier("shop").finalDBSnapshotIdentifier("last"))));
  }

  /** The same of clusters: an encrypted snapshot is there, and no cluster. */
  private static List<Work> clusterWorks() {
    return List.of(
        new Work(
            "create cluster",
            1,
            fixture ->
                fixture
                    .client()
                    .createDBCluster(
                        r ->
                            r.dbClusterIdentifier("second")
                                .engine(ClusterFixture.ENGINE)
                                .masterUsername(ClusterFixture.USER)
                                .masterUserPassword(ClusterFixture.PASSWORD))),
        new Work(
            "restore cluster",
            2,
            fixture ->
                fixture
                    .client()
                    .restoreDBClusterFromSnapshot(
                        r ->
                            r.dbClusterIdentifier("second")
                                .engine(ClusterFixture.ENGINE)
                                .snapshotIdentifier("old")
                                .kmsKeyId("alias/key"))),
        new Work(
            "cluster snapshot",
            3,
            fixture ->
                fixture
                    .client()
                    .createDBClusterSnapshot(
                        r -> r.dbClusterIdentifier("shop").dbClusterSnapshotIdentifier("new"))),
        new Work(
            "copy cluster snapshot",
            4,
            fixture ->
                fixture
                    .client(RdsFixture.SECOND)
                    .copyDBClusterSnapshot(
                        r ->
                            r.sourceDBClusterSnapshotIdentifier(ClusterFixture.arn("old"))
                                .targetDBClusterSnapshotIdentifier("new"))),
        new Work(
            "delete cluster",
            5,
            fixture ->
                fixture
                    .client()
                    .deleteDBCluster(
                        r -> r.dbClusterIdentifier("shop").finalDBSnapshotIdentifier("last"))));
  }

  /** Database servers do not run as root, and must reach their files. */
  @BeforeAll
  void passable(@TempDir Path directory) throws IOException {
    temporary = Passable.make(directory);
  }

  /** A home with an instance, a snapshot of it, and that sealed. */
  private void prepare(Path home) {
    try (RdsFixture fixture = new RdsFixture(home)) {
      for (String region : List.of(RdsFixture.FIRST, RdsFixture.SECOND)) {
        String key = fixture.kms(region).createKey(r -> {}).keyMetadata().keyId();
        fixture.kms(region).createAlias(r -> r.aliasName("alias/key").targetKeyId(key));
      }
      fixture.createInstance("shop", null);
      fixture.idle();
      fixture
          .client()
          .createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("old"));
      fixture.idle();
      fixture
          .client()
          .copyDBSnapshot(
              r ->
                  r.sourceDBSnapshotIdentifier("old")
                      .targetDBSnapshotIdentifier("sealed")
                      .kmsKeyId("alias/key"));
      fixture.idle();
    }
  }

  /** A home with a cluster under an AWS owned key, and a snapshot of it. */
  private void prepareCluster(Path home) {
    try (RdsFixture fixture = new RdsFixture(home)) {
      String key = fixture.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().keyId();
      fixture.kms(RdsFixture.FIRST).createAlias(r -> r.aliasName("alias/key").targetKeyId(key));
      ClusterFixture clusters = new ClusterFixture(fixture);
      clusters.create("shop", r -> r.storageEncrypted(null));
      clusters.take("shop", "old");
    }
  }

  @ParameterizedTest
  @MethodSource("works")
  void deathAtAnyStep(Work work) throws IOException {
    Path prepared = temporary.resolve("instance");
    if (!Files.exists(prepared)) {
      prepare(prepared);
    }
    deaths(work, prepared);
  }

  @ParameterizedTest
  @MethodSource("clusterWorks")
  void deathAtAnyStepOfAClusters(Work work) throws IOException {
    Path prepared = temporary.resolve("cluster");
    if (!Files.exists(prepared)) {
      prepareCluster(prepared);
    }
    deaths(work, prepared);
  }

  private void deaths(Work work, Path prepared) throws IOException {
    CrashPoint none = new CrashPoint(0);
    round(work, none, prepared, 0);
    for (int step : deadlySteps(none.steps(), work.offset())) {
      CrashPoint crash = new CrashPoint(step);
      round(work, crash, prepared, step);
      assertThat(crash.died()).as(work + " must die at step " + step).isNotNull();
    }
  }

  /** Evenly spread, and elsewhere for each work. */
  private static int[] deadlySteps(int steps, int offset) {
    int deaths = Math.min(DEATHS, steps);
    return IntStream.range(0, deaths)
        .map(i -> 1 + (int) ((long) steps * i / deaths) + offset % Math.max(1, steps / deaths))
        .map(step -> Math.min(step, steps))
        .toArray();
  }

  private void round(Work work, CrashPoint crash, Path prepared, int step) throws IOException {
    Path home =
        temporary.resolve("%s-%d-%d".formatted(prepared.getFileName(), work.offset(), step));
    copy(prepared, home);
    untilDeath(work, crash, home);
    try (RdsFixture after = new RdsFixture(home)) {
      after.idle();
      wholeOrNothing(after, home, work + " died " + crash.died());
    }
    delete(home);
  }

  /** Does the work in a process that dies, unless it is done before. */
  private static void untilDeath(Work work, CrashPoint crash, Path home) {
    RdsFixture fixture = null;
    try {
      fixture = new RdsFixture(home, crash);
      untilDoneOrDead(crash, fixture);
      if (crash.died() == null) {
        work.begin().accept(fixture);
        untilDoneOrDead(crash, fixture);
      }
    } catch (CrashPoint.Crashed e) {
      // it died while it started
    } catch (JdbiException e) {
      assertThat(crash.died()).as("rows are lost only by the dead").isNotNull();
    } finally {
      abandon(fixture);
    }
  }

  private static void untilDoneOrDead(CrashPoint crash, RdsFixture fixture) {
    while (crash.died() == null && busy(fixture)) {
      RdsFixture.pause();
    }
  }

  private static boolean busy(RdsFixture fixture) {
    try {
      return fixture.state.read(
              handle -> handle.createQuery("select count(*) from work").mapTo(Integer.class).one())
          > 0;
    } catch (JdbiException e) {
      return true; // it died while it was asked
    }
  }

  /** Lets go of a dead process: its threads end, its servers go on running. */
  private static void abandon(@org.jspecify.annotations.Nullable RdsFixture fixture) {
    if (fixture != null) {
      try {
        fixture.close();
      } catch (CrashPoint.Crashed e) {
        // the dead close nothing
      }
    }
  }

  private static void wholeOrNothing(RdsFixture fixture, Path home, String what)
      throws IOException {
    for (String region : List.of(RdsFixture.FIRST, RdsFixture.SECOND)) {
      List<DBInstance> instances = fixture.client(region).describeDBInstances().dbInstances();
      assertThat(instances)
          .as(what)
          .allSatisfy(i -> assertThat(i.dbInstanceStatus()).isIn(Status.AVAILABLE, Status.STOPPED))
          .allSatisfy(i -> assertThat(i.pendingModifiedValues()).isNull());
      assertThat(names(home.resolve("i-" + region)))
          .as(what)
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      instances.stream().map(DBInstance::dbiResourceId),
                      clusters(fixture, region, what))
                  .toList());
      wholeSnapshots(fixture, region, what);
      assertThat(Grants.there(fixture, region))
          .as(what)
          .containsExactlyInAnyOrderElementsOf(Grants.needed(fixture, region));
    }
  }

  /** The resource ids of the clusters, each of which runs. */
  private static Stream<String> clusters(RdsFixture fixture, String region, String what) {
    List<DBCluster> clusters = fixture.client(region).describeDBClusters().dbClusters();
    assertThat(clusters)
        .as(what)
        .allSatisfy(cluster -> assertThat(cluster.status()).isEqualTo(Status.AVAILABLE));
    return clusters.stream().map(DBCluster::dbClusterResourceId);
  }

  private static <T extends SdkPojo> Stream<Stored> stored(
      RdsFixture fixture, SnapshotKind<T> kind, String region) {
    return fixture.state.read(kind.table()::everywhere).stream()
        .filter(row -> row.scope().region().equals(region))
        .map(
            row ->
                new Stored(
                    row.id(),
                    row.internal().storeId(),
                    kind.facts(row).status(),
                    kind.facts(row).encryption().type() == StorageEncryptionType.SSE_RDS
                        ? OwnedKeys.ACCOUNT
                        : RdsFixture.ACCOUNT));
  }

  /** A snapshot of whatever kind, and whose key it is under. */
  private record Stored(String id, String storeId, String status, String account) {}

  private static void wholeSnapshots(RdsFixture fixture, String region, String what) {
    List<Stored> rows =
        Stream.concat(
                stored(fixture, InstanceSnapshots.KIND, region),
                stored(fixture, ClusterSnapshotKind.KIND, region))
            .toList();
    BlockStore store = Objects.requireNonNull(fixture.stores.get(region));
    try (Stream<String> stored = store.snapshots()) {
      assertThat(stored.toList())
          .as(what)
          .containsExactlyInAnyOrderElementsOf(rows.stream().map(Stored::storeId).toList());
    }
    for (Stored row : rows) {
      assertThat(row.status()).as(what + ": " + row.id()).isEqualTo(Status.AVAILABLE);
      KmsClient kms = fixture.kms.as(Caller.root(row.account(), region, "test"));
      assertThat(store.verify(row.storeId(), KeyAccess.of(kms), Progress.NONE).problems())
          .as(what + ": " + row.id())
          .isEmpty();
    }
    assertThat(store.collect().segmentsRemoved()).as(what).isZero();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Process process =
        new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
    try {
      assertThat(process.waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
