package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;

/** Instances are stopped, stay so, and are started with all they had. */
class StartStopTest {
  private static final String CANARY = "canary-of-a-stopped-instance";

  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  @Test
  void aStoppedInstanceStaysStoppedAndKeepsItsData() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      encryptedShop(fixture);
      DBInstance stopping =
          fixture
              .client()
              .stopDBInstance(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("before"))
              .dbInstance();
      assertThat(stopping.dbInstanceStatus()).isEqualTo(Status.STOPPING);
      fixture.idle();
      assertThat(status(fixture)).isEqualTo(Status.STOPPED);
      assertThat(fixture.snapshot(RdsFixture.FIRST, "before").status()).isEqualTo(Status.AVAILABLE);
      assertCiphertextOnly();
      assertNothingIsDoneToIt(fixture.client());
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.rounds();
      assertThat(status(fixture)).isEqualTo(Status.STOPPED);
      assertThat(Servers.on(home)).isEmpty();
      DBInstance starting =
          fixture.client().startDBInstance(r -> r.dbInstanceIdentifier("shop")).dbInstance();
      assertThat(starting.dbInstanceStatus()).isEqualTo(Status.STARTING);
      fixture.idle();
      assertThat(status(fixture)).isEqualTo(Status.AVAILABLE);
      assertThat(fixture.value("shop", "select word from secrets")).isEqualTo(CANARY);
    }
  }

  private static void assertNothingIsDoneToIt(RdsClient rds) {
    List<Consumer<RdsClient>> calls =
        List.of(
            c -> c.stopDBInstance(r -> r.dbInstanceIdentifier("shop")),
            c -> c.rebootDBInstance(r -> r.dbInstanceIdentifier("shop")),
            c -> c.modifyDBInstance(r -> r.dbInstanceIdentifier("shop").copyTagsToSnapshot(true)),
            c -> c.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("s")));
    for (Consumer<RdsClient> call : calls) {
      assertThatThrownBy(() -> call.accept(rds))
          .isInstanceOfSatisfying(
              InvalidDbInstanceStateException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidDBInstanceState"));
    }
  }

  /** A thief of the disk, with the control that the same search finds what is open. */
  private void assertCiphertextOnly() throws IOException {
    assertThat(Servers.on(home)).isEmpty();
    assertThat(Servers.mountsBelow(home)).isEmpty();
    assertThat(holds(home.resolve("i-" + RdsFixture.FIRST), CANARY)).isFalse();
    Path control = Files.writeString(home.resolve("control"), CANARY);
    assertThat(holds(home, CANARY)).isTrue();
    Files.delete(control);
  }

  private static boolean holds(Path root, String text) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void afterSevenDaysAStoppedInstanceIsStarted() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      stoppedShop(fixture);
      fixture.clock.pass(Duration.ofDays(7).minusMinutes(1));
      fixture.rounds();
      assertThat(status(fixture)).isEqualTo(Status.STOPPED);
      fixture.clock.pass(Duration.ofMinutes(2));
      fixture.rounds();
      assertThat(status(fixture)).isEqualTo(Status.AVAILABLE);
    }
  }

  @Test
  void aStoppedInstanceIsDeletedWithItsFinalSnapshot() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      stoppedShop(fixture);
      fixture
          .client()
          .deleteDBInstance(r -> r.dbInstanceIdentifier("shop").finalDBSnapshotIdentifier("last"));
      fixture.idle();
      assertThat(fixture.client().describeDBInstances().dbInstances()).isEmpty();
      assertThat(fixture.snapshot(RdsFixture.FIRST, "last").status()).isEqualTo(Status.AVAILABLE);
      assertThat(Servers.on(home)).isEmpty();
      fixture
          .client()
          .restoreDBInstanceFromDBSnapshot(
              r ->
                  r.dbInstanceIdentifier("again")
                      .dbSnapshotIdentifier("last")
                      .backupRetentionPeriod(0));
      fixture.idle();
      assertThat(fixture.value("again", "select word from secrets")).isEqualTo(CANARY);
    }
  }

  @Test
  void onlyWhatIsStoppedIsStartedAndAnAvailableInstanceReboots() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.createInstance("shop", null);
      fixture.idle();
      RdsClient rds = fixture.client();
      assertThatThrownBy(() -> rds.startDBInstance(r -> r.dbInstanceIdentifier("shop")))
          .isInstanceOf(InvalidDbInstanceStateException.class)
          .hasMessageContaining("is not stopped");
      long before = Servers.on(home).get(0).pid();
      assertThat(
              rds.rebootDBInstance(r -> r.dbInstanceIdentifier("shop"))
                  .dbInstance()
                  .dbInstanceStatus())
          .isEqualTo(Status.REBOOTING);
      fixture.idle();
      assertThat(status(fixture)).isEqualTo(Status.AVAILABLE);
      assertThat(Servers.on(home)).hasSize(1).noneMatch(server -> server.pid() == before);
      assertThatThrownBy(
              () -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("shop").forceFailover(true)))
          .hasMessageContaining("has no standby");
    }
  }

  @Test
  void aSnapshotThatIsThereAlreadyKeepsAnInstanceFromBeingStopped() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.createInstance("shop", null);
      fixture.idle();
      RdsClient rds = fixture.client();
      rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("s"));
      fixture.idle();
      assertThatThrownBy(
              () ->
                  rds.stopDBInstance(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("s")))
          .isInstanceOf(DbSnapshotAlreadyExistsException.class);
      assertThat(status(fixture)).isEqualTo(Status.AVAILABLE);
    }
  }

  /** A server that dies at the very moment of a stop is not started again after it. */
  @Test
  void aKilledProcessFinishesTheStopAndItsSnapshot() throws Exception {
    Gate gate = new Gate();
    try (RdsFixture fixture = new RdsFixture(home, gate)) {
      fixture.createInstance("shop", null);
      fixture.idle();
      gate.closeAt("before HotBackup.finish");
      fixture
          .client()
          .stopDBInstance(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("before"));
      gate.awaitReached();
      ProcessHandle server = Servers.on(home).get(0);
      server.destroyForcibly();
      server.onExit().join();
      gate.open();
      fixture.idle();
      assertThat(status(fixture)).isEqualTo(Status.STOPPED);
      assertThat(Servers.on(home)).isEmpty();
      assertThat(fixture.snapshot(RdsFixture.FIRST, "before").status()).isEqualTo(Status.FAILED);
    }
  }

  private static void encryptedShop(RdsFixture fixture) throws SQLException {
    String key = fixture.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().arn();
    fixture.createInstance("shop", key);
    fixture.idle();
    fixture.sql("shop", "create table secrets as select '%s' as word".formatted(CANARY));
  }

  private static void stoppedShop(RdsFixture fixture) {
    fixture.createInstance("shop", null);
    fixture.idle();
    try {
      fixture.sql("shop", "create table secrets as select '%s' as word".formatted(CANARY));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    fixture.client().stopDBInstance(r -> r.dbInstanceIdentifier("shop"));
    fixture.idle();
    assertThat(status(fixture)).isEqualTo(Status.STOPPED);
  }

  private static String status(RdsFixture fixture) {
    return fixture.instance(RdsFixture.FIRST, "shop").dbInstanceStatus();
  }
}
