package io.snapseal.rds;

import static io.snapseal.rds.RdsFixture.FIRST;
import static io.snapseal.rds.RdsFixture.SECOND;
import static io.snapseal.rds.ReplicaFixture.ask;
import static io.snapseal.rds.ReplicaFixture.await;
import static io.snapseal.rds.ReplicaFixture.awaitRows;
import static io.snapseal.rds.ReplicaFixture.awaitStatus;
import static io.snapseal.rds.ReplicaFixture.replicate;
import static io.snapseal.rds.ReplicaFixture.run;
import static io.snapseal.rds.ReplicaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What is left of sources and replicas when the server is killed, and what the next one does. */
class ReplicaRecoveryTest {
  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  @Test
  void bothSidesOfAKilledServerFollowAgain() throws Exception {
    killed(
        fixture -> {
          source(fixture, "shop", null);
          replicate(fixture, FIRST, "copy", "shop", null);
          fixture.idle();
        });
    assertThat(Servers.on(home)).hasSize(2);
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      awaitStatus(fixture, FIRST, "copy", "replicating");
      run(fixture, "shop", "insert into t values (101, 'new')");
      awaitRows(fixture, FIRST, "copy", 101);
    }
    assertThat(Servers.on(home)).isEmpty();
  }

  @Test
  void serversThatAreKilledComeBackAndFollow() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      source(fixture, "shop", null);
      replicate(fixture, FIRST, "copy", "shop", null);
      fixture.idle();
      awaitStatus(fixture, FIRST, "copy", "replicating");
      for (ProcessHandle server : Servers.on(home)) {
        server.destroyForcibly();
      }
      await("new servers", () -> comesBack(fixture));
      run(fixture, "shop", "insert into t values (101, 'new')");
      awaitRows(fixture, FIRST, "copy", 101);
      awaitStatus(fixture, FIRST, "copy", "replicating");
    }
  }

  private static boolean comesBack(RdsFixture fixture) {
    try {
      fixture.idle();
      return ask(fixture.instance(FIRST, "shop"), "select count(*) from t").equals("100")
          && ask(fixture.instance(FIRST, "copy"), "select count(*) from t").equals("100");
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void aReplicaThatWasBeingMadeIsMade() throws Exception {
    CrashPoint crash = new CrashPoint(0);
    try (RdsFixture fixture = new RdsFixture(home, crash)) {
      source(fixture, "shop", null);
      replicate(fixture, FIRST, "copy", "shop", null);
      await("a part of the copy", () -> exists(fixture, "copy"));
      crash.kill();
    } catch (CrashPoint.Crashed e) {
      // the dead close nothing
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      awaitStatus(fixture, FIRST, "copy", "replicating");
      awaitRows(fixture, FIRST, "copy", 100);
    }
  }

  @Test
  void aPromotionThatWasCutShortIsDone() throws Exception {
    killed(
        fixture -> {
          source(fixture, "shop", null);
          replicate(fixture, FIRST, "copy", "shop", null);
          fixture.idle();
          fixture.client().promoteReadReplica(r -> r.dbInstanceIdentifier("copy"));
        });
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      DBInstance copy = fixture.instance(FIRST, "copy");
      assertThat(copy.dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
      assertThat(copy.readReplicaSourceDBInstanceIdentifier()).isNull();
      run(copy, "insert into t values (101, 'own')");
    }
  }

  @Test
  void aSourceWhoseKeyIsDisabledLeavesItsReplicaElsewhereReadable() throws Exception {
    killed(
        fixture -> {
          String here = fixture.kms(FIRST).createKey(r -> {}).keyMetadata().keyId();
          fixture.kms(FIRST).createAlias(r -> r.aliasName("alias/here").targetKeyId(here));
          String there = fixture.kms(SECOND).createKey(r -> {}).keyMetadata().keyId();
          source(fixture, "shop", "alias/here");
          replicate(fixture, SECOND, "far", "shop", there);
          fixture.idle();
          awaitRows(fixture, SECOND, "far", 100);
          fixture.kms(FIRST).disableKey(r -> r.keyId(here));
        });
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(fixture.instance(FIRST, "shop").dbInstanceStatus())
          .isEqualTo(Status.INACCESSIBLE_RECOVERABLE);
      awaitStatus(fixture, SECOND, "far", "error");
      assertThat(ask(fixture.instance(SECOND, "far"), "select count(*) from t")).isEqualTo("100");
      assertThat(Servers.on(home)).hasSize(1);
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      String key = fixture.kms(FIRST).describeKey(r -> r.keyId("alias/here")).keyMetadata().keyId();
      fixture.kms(FIRST).enableKey(r -> r.keyId(key));
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      awaitStatus(fixture, SECOND, "far", "replicating");
      run(fixture, "shop", "insert into t values (101, 'new')");
      awaitRows(fixture, SECOND, "far", 101);
    }
  }

  /** As after a deletion whose replica had gone before its source was told. */
  @Test
  void aSourceKeepsNothingForAReplicaThatIsGone() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      source(fixture, "shop", null);
      replicate(fixture, FIRST, "copy", "shop", null);
      fixture.idle();
    }
    CrashPoint crash = new CrashPoint(0);
    try (RdsFixture fixture = new RdsFixture(home, crash)) {
      fixture.idle();
      fixture.state.change(
          handle -> Tables.INSTANCES.delete(handle, new Scope(RdsFixture.ACCOUNT, FIRST), "copy"));
      crash.kill();
    } catch (CrashPoint.Crashed e) {
      // the dead close nothing
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      BooleanSupplier none =
          () -> {
            try {
              return ask(
                      fixture.instance(FIRST, "shop"),
                      "select count(*) from pg_replication_slots where not temporary")
                  .equals("0");
            } catch (SQLException e) {
              return false;
            }
          };
      await("no slot", none);
      assertThat(Servers.on(home)).hasSize(1);
      assertThat(instances()).hasSize(1);
    }
  }

  private List<Path> instances() throws IOException {
    try (Stream<Path> directories = Files.list(home.resolve("i-" + FIRST))) {
      return directories.toList();
    }
  }

  private boolean exists(RdsFixture fixture, String id) {
    Row<DBInstance, InstanceInternals> row =
        fixture.state.read(
            handle -> Tables.instance(handle, new Scope(RdsFixture.ACCOUNT, FIRST), id));
    return Files.exists(
        home.resolve("i-" + FIRST)
            .resolve(row.shown().dbiResourceId())
            .resolve("volume/data/base/1"));
  }

  /** What a process does before it is killed. */
  @FunctionalInterface
  private interface Life {
    void in(RdsFixture fixture) throws Exception;
  }

  private void killed(Life life) throws Exception {
    CrashPoint crash = new CrashPoint(0);
    try (RdsFixture fixture = new RdsFixture(home, crash)) {
      life.in(fixture);
      crash.kill();
    } catch (CrashPoint.Crashed e) {
      // the dead close nothing
    }
  }
}
