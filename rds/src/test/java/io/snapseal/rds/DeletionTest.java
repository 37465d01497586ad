package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;

/** What keeps an instance from being deleted. */
class DeletionTest {
  private static final int LOOKS = 1200;

  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  @Test
  void aServerThatDiesDuringItsFinalSnapshotIsKept() throws IOException {
    Gate gate = new Gate();
    try (RdsFixture fixture = new RdsFixture(home, gate)) {
      fixture.createInstance("shop", null);
      fixture.idle();
      gate.closeAt("before HotBackup.finish");
      fixture
          .client()
          .deleteDBInstance(r -> r.dbInstanceIdentifier("shop").finalDBSnapshotIdentifier("last"));
      gate.awaitReached();
      ProcessHandle server = Servers.on(home).get(0);
      server.destroyForcibly();
      server.onExit().join();
      awaitServerAfter(server);
      assertThat(fixture.instance(RdsFixture.FIRST, "shop").dbInstanceStatus())
          .isEqualTo(Status.DELETING);
      gate.open();
      fixture.idle();
      assertThat(fixture.snapshot(RdsFixture.FIRST, "last").status()).isEqualTo(Status.FAILED);
      assertThat(fixture.instance(RdsFixture.FIRST, "shop").dbInstanceStatus())
          .isEqualTo(Status.AVAILABLE);
    }
  }

  @Test
  void deletionProtectionIsGivenAndTaken() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.createInstance("shop", null);
      fixture.idle();
      RdsClient rds = fixture.client();
      rds.modifyDBInstance(r -> r.dbInstanceIdentifier("shop").deletionProtection(true));
      assertThatThrownBy(
              () ->
                  rds.deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true)))
          .hasMessageContaining("protected");
      assertThatThrownBy(
              () -> rds.modifyDBInstance(r -> r.dbInstanceIdentifier("shop").multiAZ(true)))
          .hasMessageContaining("has no standby. MultiAZ cannot be given that value.");
      rds.modifyDBInstance(r -> r.dbInstanceIdentifier("shop").deletionProtection(false));
      rds.deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
      fixture.idle();
      assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
    }
  }

  /** The order that lost it: the server is back before the snapshot's failure is known. */
  private void awaitServerAfter(ProcessHandle dead) throws IOException {
    for (int look = 0; look < LOOKS; look++) {
      if (Servers.on(home).stream().anyMatch(server -> server.pid() != dead.pid())) {
        return;
      }
      RdsFixture.pause();
    }
    throw new AssertionError("the server is not started again");
  }
}
