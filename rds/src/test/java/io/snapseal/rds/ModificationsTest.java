package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/** What ModifyDBInstance changes, when, and what it leaves. */
class ModificationsTest {
  @TempDir private Path home;
  private final Gate gate = new Gate();
  private RdsFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new RdsFixture(Passable.make(home), gate);
    fixture.createInstance("shop", null);
    fixture.idle();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private DBInstance modify(Consumer<ModifyDbInstanceRequest.Builder> change) {
    return fixture
        .client()
        .modifyDBInstance(r -> change.accept(r.dbInstanceIdentifier("shop")))
        .dbInstance();
  }

  private DBInstance shop() {
    return fixture.instance(RdsFixture.FIRST, "shop");
  }

  @Test
  void aNewMasterPasswordIsSetAndKeptNowhere() throws Exception {
    DBInstance asked = modify(r -> r.masterUserPassword("battery-staple"));
    assertThat(asked.dbInstanceStatus()).isEqualTo(Status.RESETTING);
    assertThat(asked.pendingModifiedValues().masterUserPassword()).isEqualTo("****");
    fixture.idle();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    assertThat(shop().pendingModifiedValues()).isNull();
    fixture.login("shop", "battery-staple").close();
    assertThatThrownBy(() -> fixture.login("shop", "correct-horse"))
        .isInstanceOf(SQLException.class);
    Scope scope = new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST);
    assertThat(
            fixture
                .state
                .read(handle -> Tables.INSTANCES.find(handle, scope, "shop"))
                .orElseThrow()
                .internal()
                .masterVerifier())
        .as("not even the verifier, once the database has it")
        .isNull();
    assertThatThrownBy(() -> modify(r -> r.masterUserPassword("short")))
        .hasMessageContaining("MasterUserPassword")
        .hasMessageNotContaining("short");
  }

  @Test
  void theServerMovesToANewPort() throws Exception {
    int port = Ports.free();
    modify(r -> r.dbPortNumber(port));
    fixture.idle();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    assertThat(shop().endpoint().port()).isEqualTo(port);
    fixture.login("shop", "correct-horse").close();
  }

  @Test
  void aPortThatIsTakenChangesNothing() throws Exception {
    int old = shop().endpoint().port();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      modify(r -> r.dbPortNumber(taken.getLocalPort()));
      fixture.idle();
    }
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    assertThat(shop().endpoint().port()).isEqualTo(old);
    assertThat(shop().pendingModifiedValues()).isNull();
  }

  @Test
  void whatWaitsIsShownAndMadeInTheMaintenanceWindow() {
    modify(
        r ->
            r.preferredBackupWindow("01:00-02:00")
                .preferredMaintenanceWindow("mon:03:00-mon:04:00"));
    DBInstance asked = modify(r -> r.dbInstanceClass("db.m5.large").allocatedStorage(21));
    assertThat(asked.dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    assertThat(asked.dbInstanceClass()).isEqualTo("db.t3.micro");
    assertThat(asked.pendingModifiedValues().dbInstanceClass()).isEqualTo("db.m5.large");
    assertThat(asked.pendingModifiedValues().allocatedStorage())
        .as("at least a tenth more")
        .isEqualTo(22);
    fixture.clock.set(Instant.parse("2030-01-08T03:30:00Z")); // a Tuesday
    fixture.rounds();
    assertThat(shop().dbInstanceClass()).isEqualTo("db.t3.micro");
    fixture.clock.set(Instant.parse("2030-01-14T03:30:00Z")); // a Monday
    fixture.rounds();
    assertThat(shop().dbInstanceClass()).isEqualTo("db.m5.large");
    assertThat(shop().allocatedStorage()).isEqualTo(22);
    assertThat(shop().pendingModifiedValues()).isNull();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
  }

  @Test
  void whatIsPendingIsTakenBackByItsOldValueAndMadeByTheNextThatIsImmediate() {
    modify(r -> r.dbInstanceClass("db.m5.large").allocatedStorage(40));
    modify(r -> r.dbInstanceClass("db.t3.micro"));
    assertThat(shop().pendingModifiedValues().dbInstanceClass()).isNull();
    DBInstance asked = modify(r -> r.storageType("gp3").applyImmediately(true));
    assertThat(asked.dbInstanceStatus()).isEqualTo(Status.MODIFYING);
    fixture.idle();
    assertThat(shop().dbInstanceClass()).isEqualTo("db.t3.micro");
    assertThat(shop().allocatedStorage()).isEqualTo(40);
    assertThat(shop().storageType()).isEqualTo("gp3");
    assertThatThrownBy(() -> modify(r -> r.allocatedStorage(30)))
        .hasMessageContaining("cannot be reduced");
  }

  @Test
  void aPasswordDoesNotWaitForWhatDoes() throws Exception {
    modify(r -> r.dbInstanceClass("db.m5.large"));
    modify(r -> r.masterUserPassword("battery-staple"));
    fixture.idle();
    fixture.login("shop", "battery-staple").close();
    assertThat(shop().pendingModifiedValues().dbInstanceClass()).isEqualTo("db.m5.large");
    assertThat(shop().pendingModifiedValues().masterUserPassword()).isNull();
    assertThat(shop().dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
  }

  @Test
  void aRenamedInstanceIsTheSameUnderAnotherName() throws Exception {
    fixture
        .client()
        .createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("old"));
    fixture.idle();
    DBInstance before = shop();
    fixture.createInstance("taken", null);
    assertThatThrownBy(() -> modify(r -> r.newDBInstanceIdentifier("Taken").applyImmediately(true)))
        .isInstanceOf(DbInstanceAlreadyExistsException.class);
    fixture.idle();
    DBInstance asked = modify(r -> r.newDBInstanceIdentifier("Store").applyImmediately(true));
    assertThat(asked.dbInstanceStatus()).isEqualTo(Status.RENAMING);
    fixture.idle();
    DBInstance after = fixture.instance(RdsFixture.FIRST, "store");
    assertThat(after.dbiResourceId()).isEqualTo(before.dbiResourceId());
    assertThat(after.dbInstanceArn()).isEqualTo(before.dbInstanceArn().replace(":shop", ":store"));
    assertThat(after.dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    assertThatThrownBy(this::shop).isInstanceOf(DbInstanceNotFoundException.class);
    assertThat(fixture.snapshot(RdsFixture.FIRST, "old").dbInstanceIdentifier()).isEqualTo("shop");
    fixture.sql("store", "select 1");
    theServerOfARenamedInstanceIsStartedAgain();
  }

  /** Whoever watches a server knows its instance by what never changes. */
  private void theServerOfARenamedInstanceIsStartedAgain() throws Exception {
    for (ProcessHandle server : Servers.on(home)) {
      server.destroyForcibly();
      server.onExit().join();
    }
    for (int look = 0; look < 1200 && Servers.on(home).size() < 2; look++) {
      RdsFixture.pause();
    }
    fixture.idle();
    fixture.sql("store", "select 1");
  }

  @Test
  void whatTheHostDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> modify(r -> r.engineVersion("9.6")))
        .hasMessageContaining("Cannot find version 9.6 for postgres. This host has ");
    String major = shop().engineVersion().substring(0, shop().engineVersion().indexOf('.'));
    modify(r -> r.engineVersion(major).applyImmediately(true));
    fixture.idle();
    assertThat(shop().pendingModifiedValues()).isNull();
    assertThatThrownBy(() -> modify(r -> r.backupRetentionPeriod(36)))
        .hasMessageContaining("between 0 and 35");
    assertThatThrownBy(
            () ->
                modify(
                    r ->
                        r.preferredBackupWindow("03:00-04:00")
                            .preferredMaintenanceWindow("sun:03:30-sun:04:30")))
        .hasMessageContaining("must not overlap");
  }

  @Test
  void anInstanceIsDeletedWhileItIsRenamed() throws IOException {
    int port = Ports.free();
    gate.closeAt("before DatabaseEngine.start");
    modify(r -> r.newDBInstanceIdentifier("store").dbPortNumber(port).applyImmediately(true));
    gate.awaitReached();
    fixture.client().deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
    gate.open();
    fixture.idle();
    assertThat(fixture.client().describeDBInstances().dbInstances()).isEmpty();
    assertThat(Servers.on(home)).isEmpty();
  }
}
