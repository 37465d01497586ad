package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.Progress;
import io.snapseal.state.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A process that dies before or after any call to storage, a server or a volume leaves, after the next
 * start, only whole snapshots and running instances, and nothing that no row names.
 *
 * <p>{@code -Dsnapseal.crash.stride=1} dies at every step; by default at every seventh, so that the test
 * stays short. What lies between two steps does not leave the process, save for commits of the state,
 * which SQLite makes whole.
 */
class NothingHalfDoneTest {
  private static final int STRIDE = Integer.getInteger("snapseal.crash.stride", 7);

  @TempDir private Path temporary;

  /** What is going on when the process dies. */
  enum Work {
    CREATE_INSTANCE(fixture -> fixture.createInstance("second", null)),
    CREATE_ENCRYPTED_INSTANCE(fixture -> fixture.createInstance("second", "alias/key")),
    SNAPSHOT(
        fixture ->
            fixture
                .client()
                .createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("new"))),
    COPY(
        fixture ->
            fixture
                .client(RdsFixture.SECOND)
                .copyDBSnapshot(
                    r ->
                        r.sourceDBSnapshotIdentifier(
                                fixture.snapshot(RdsFixture.FIRST, "old").dbSnapshotArn())
                            .targetDBSnapshotIdentifier("new")
                            .kmsKeyId("alias/key"))),
    RESTORE(
        fixture ->
            fixture
                .client()
                .restoreDBInstanceFromDBSnapshot(
                    r -> r.dbInstanceIdentifier("second").dbSnapshotIdentifier("sealed"))),
    DELETE_SNAPSHOT(
        fixture -> fixture.client().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("old"))),
    DELETE_INSTANCE(
        fixture ->
            fixture
                .client()
                .deleteDBInstance(
                    r -> r.dbInstanceIdentifier("shop").finalDBSnapshotIdentifier("last")));

    private final Consumer<RdsFixture> begin;

    Work(Consumer<RdsFixture> begin) {
      this.begin = begin;
    }
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

  @ParameterizedTest
  @EnumSource(Work.class)
  void deathAtAnyStep(Work work) throws IOException {
    Path prepared = temporary.resolve("prepared");
    prepare(prepared);
    List<String> deaths = new ArrayList<>();
    int step = 1 + work.ordinal() % STRIDE;
    String died;
    do {
      Path home = temporary.resolve("h" + step);
      copy(prepared, home);
      died = dieAt(step, work, home);
      try (RdsFixture after = new RdsFixture(home)) {
        after.idle();
        wholeOrNothing(after, home, work + " died " + died + ", step " + step);
      }
      delete(home);
      deaths.add(String.valueOf(died));
      step += STRIDE;
    } while (died != null);
    assertThat(deaths).hasSizeGreaterThan(2);
  }

  /** Runs the work in a process that dies at a step; null if it was done before that. */
  private static @org.jspecify.annotations.Nullable String dieAt(int step, Work work, Path home) {
    CrashPoint crash = new CrashPoint(0);
    RdsFixture fixture = null;
    try {
      CrashPoint deadly = new CrashPoint(step);
      crash = deadly;
      fixture = new RdsFixture(home, deadly);
      work.begin.accept(fixture);
      while (deadly.died() == null && busy(fixture)) {
        RdsFixture.pause();
      }
    } catch (CrashPoint.Crashed e) {
      // it died while it started
    } finally {
      abandon(fixture);
    }
    return crash.died();
  }

  private static boolean busy(RdsFixture fixture) {
    return fixture.state.read(
            handle -> handle.createQuery("select count(*) from work").mapTo(Integer.class).one())
        > 0;
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
          .allSatisfy(i -> assertThat(i.dbInstanceStatus()).isEqualTo(Status.AVAILABLE));
      assertThat(names(home.resolve("i-" + region)))
          .as(what)
          .containsExactlyInAnyOrderElementsOf(
              instances.stream().map(DBInstance::dbiResourceId).toList());
      wholeSnapshots(fixture, region, what);
    }
  }

  private static void wholeSnapshots(RdsFixture fixture, String region, String what) {
    List<Row<DBSnapshot, SnapshotInternals>> rows =
        fixture.state.read(Tables.SNAPSHOTS::everywhere).stream()
            .filter(row -> row.scope().region().equals(region))
            .toList();
    BlockStore store = Objects.requireNonNull(fixture.stores.get(region));
    try (Stream<String> stored = store.snapshots()) {
      assertThat(stored.toList())
          .as(what)
          .containsExactlyInAnyOrderElementsOf(
              rows.stream().map(row -> row.internal().storeId()).toList());
    }
    for (Row<DBSnapshot, SnapshotInternals> row : rows) {
      assertThat(row.shown().status()).as(what + ": " + row.id()).isEqualTo(Status.AVAILABLE);
      assertThat(
              store
                  .verify(
                      row.internal().storeId(),
                      KeyAccess.of(fixture.kms(region)),
                      Progress.NONE)
                  .problems())
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
