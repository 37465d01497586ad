package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.volume.GocryptfsVolumes;
import io.snapseal.rds.Surface.Cell;
import io.snapseal.rds.Surface.Encryption;
import io.snapseal.rds.Surface.Engine;
import io.snapseal.rds.Surface.KeyRole;
import io.snapseal.rds.Surface.Operation;
import io.snapseal.rds.SurfaceFindings.Found;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.storage.OwnedKeys;
import io.snapseal.rds.storage.StorageEncryption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every engine × encryption × operation, on real servers: what the API answers, what the bytes on
 * disk are, and what is in a restored database agree with {@link Expected}.
 */
class SurfaceMatrixTest {
  @TempDir private Path home;
  private RdsFixture fixture;
  private final Set<Cell> checked = new HashSet<>();

  @BeforeEach
  void open() throws Exception {
    GocryptfsVolumes volumes =
        new GocryptfsVolumes(Patience.of(Clock.systemUTC()), Duration.ofSeconds(20));
    assumeTrue(
        volumes.unavailableBecause().isEmpty(), () -> volumes.unavailableBecause().orElse(""));
    Optional<DatabaseEngine> mariaDb = TestEngines.mariaDb();
    assumeTrue(mariaDb.isPresent(), "apt-get install mariadb-server mariadb-backup");
    fixture =
        new RdsFixture(
            Passable.make(home),
            List.of(mariaDb.get(), TestEngines.mySql()),
            engine -> new InitialisedOnce(engine, home.resolve("templates")),
            new RdsSettings(
                new Quotas(Map.of(Quota.CROSS_REGION_CLUSTER_COPIES, 100)),
                List.of(),
                Pace.DEFAULT));
  }

  @AfterEach
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void noCellIsLeftOut() {
    assertThat(Surface.cells())
        .doesNotHaveDuplicates()
        .hasSize((5 * 3 + 2) * 7)
        .filteredOn(cell -> cell.row().encryption() != Encryption.AWS_OWNED)
        .hasSize(Engine.values().length * 3 * Operation.values().length);
    assertThat(Operation.values()).allSatisfy(o -> assertThat(Attempt.of(o)).isNotEmpty());
  }

  @TestFactory
  Stream<? extends DynamicNode> everyCellIsAsAwsSays() {
    return Stream.concat(
        Stream.of(Engine.values())
            .map(engine -> dynamicContainer(engine.word(), Stream.of(engine).flatMap(this::rows))),
        Stream.of(
            dynamicTest(
                "all of them",
                () -> assertThat(checked).containsExactlyInAnyOrderElementsOf(Surface.cells()))));
  }

  /** The rows of an engine, after everything was tried on them. */
  private Stream<DynamicContainer> rows(Engine engine) {
    SurfaceTrial trial = new SurfaceTrial(fixture, home, engine);
    trial.run();
    return trial.rows().stream()
        .map(
            row ->
                dynamicContainer(
                    row.row().word(),
                    Surface.cells(row.row()).map(cell -> test(trial, row, cell))));
  }

  private DynamicTest test(SurfaceTrial trial, SurfaceRow row, Cell cell) {
    return dynamicTest(
        Surface.named(cell.operation()),
        () -> {
          checked.add(cell);
          Attempt.of(cell.operation()).forEach(attempt -> agrees(trial, row, attempt));
          if (cell.operation() == Operation.DELETE) {
            assertThat(trial.findings(row).leftovers()).as("left of " + row.row()).isEmpty();
            assertThat(trial.leftFiles()).as("left of " + cell.row().engine()).isEmpty();
          }
        });
  }

  private static void agrees(SurfaceTrial trial, SurfaceRow row, Attempt attempt) {
    String what = row.row().word() + " " + attempt;
    Expected expected = Expected.of(row.row(), attempt);
    assertThat(row.answer(attempt).code())
        .as("%s: %s", what, row.answer(attempt).message())
        .isEqualTo(expected.code());
    Found found = trial.findings(row).of(attempt);
    if (expected.key() == null) {
      assertThat(found).as(what).isNull();
      return;
    }
    isUnder(row, attempt, expected.key(), Objects.requireNonNull(found), what);
    assertThat(found.content())
        .as("content of %s", what)
        .isEqualTo(
            attempt.makesDatabase()
                ? CanaryRows.of(row.row())
                : Objects.requireNonNull(trial.findings(row).of(Attempt.SNAPSHOT)).content());
    assertThat(trial.search().of(row.row().word(), found.atRest()).isEmpty())
        .as("%s gives its rows away in %s", what, found.atRest())
        .isEqualTo(expected.key() != KeyRole.NONE);
    if (row.row().encryption() != Encryption.NONE) {
      assertThat(trial.search().of(row.row().word(), trial.home())).as(what).isEmpty();
    }
  }

  /** What is shown and what is stored say the same key. */
  private static void isUnder(
      SurfaceRow row, Attempt attempt, KeyRole key, Found found, String what) {
    String arn = row.keys().arn(key);
    assertThat(found.shown().status()).as(what).isEqualTo(Status.AVAILABLE);
    assertThat(found.shown().encrypted()).as(what).isEqualTo(key.seen());
    assertThat(found.shown().encryption())
        .as(what)
        .isEqualTo(
            key == KeyRole.AWS_OWNED ? StorageEncryption.OWNED : StorageEncryption.under(arn));
    if (attempt.makesDatabase() || key == KeyRole.NONE) {
      assertThat(found.sealedUnder()).as(what).isEmpty();
    } else if (key == KeyRole.AWS_OWNED) {
      assertThat(found.sealedUnder().orElseThrow())
          .as(what)
          .startsWith(
              "arn:aws:kms:%s:%s:key/"
                  .formatted(attempt.place().scope().region(), OwnedKeys.ACCOUNT));
    } else {
      assertThat(found.sealedUnder()).as(what).hasValue(Objects.requireNonNull(arn));
    }
  }
}
