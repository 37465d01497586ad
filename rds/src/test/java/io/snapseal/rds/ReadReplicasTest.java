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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;

/** Read replicas by the API, over real servers. */
class ReadReplicasTest {
  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  @Test
  void aReplicaFollowsIsShownAndIsPromoted() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      source(fixture, "shop", null);
      replicate(fixture, FIRST, "copy", "shop", null);
      fixture.idle();
      awaitStatus(fixture, FIRST, "copy", "replicating");
      DBInstance copy = fixture.instance(FIRST, "copy");
      assertThat(copy.dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
      assertThat(copy.readReplicaSourceDBInstanceIdentifier()).isEqualTo("shop");
      assertThat(copy.statusInfos())
          .containsExactly(
              DBInstanceStatusInfo.builder()
                  .statusType("read replication")
                  .normal(true)
                  .status("replicating")
                  .build());
      assertThat(fixture.instance(FIRST, "shop").readReplicaDBInstanceIdentifiers())
          .containsExactly("copy");
      run(fixture, "shop", "insert into t values (101, 'new')");
      awaitRows(fixture, FIRST, "copy", 101);
      assertThatThrownBy(() -> run(copy, "insert into t values (0, 'refused')"))
          .hasMessageContaining("read-only");

      fixture.client().promoteReadReplica(r -> r.dbInstanceIdentifier("copy"));
      fixture.idle();
      DBInstance own = fixture.instance(FIRST, "copy");
      assertThat(own.dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
      assertThat(own.readReplicaSourceDBInstanceIdentifier()).isNull();
      assertThat(own.statusInfos()).isEmpty();
      run(own, "insert into t values (102, 'own')");
      assertThat(ask(own, "select count(*) from t")).isEqualTo("102");
      assertThat(fixture.instance(FIRST, "shop").readReplicaDBInstanceIdentifiers()).isEmpty();
      await("no slot is left", () -> slots(fixture).equals("0"));
      assertThatThrownBy(
              () -> fixture.client().promoteReadReplica(r -> r.dbInstanceIdentifier("copy")))
          .hasMessageContaining("not a read replica");
    }
    try (RdsFixture again = new RdsFixture(home)) {
      again.idle();
      run(again, "copy", "insert into t values (103, 'still own')");
    }
  }

  @Test
  void aReplicaThatIsDeletedLeavesNothingWithItsSource() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      source(fixture, "shop", null);
      replicate(fixture, FIRST, "copy", "shop", null);
      fixture.idle();
      assertThatThrownBy(
              () ->
                  fixture
                      .client()
                      .deleteDBInstance(
                          r -> r.dbInstanceIdentifier("copy").finalDBSnapshotIdentifier("last")))
          .hasMessageContaining("replica");
      fixture
          .client()
          .deleteDBInstance(r -> r.dbInstanceIdentifier("copy").skipFinalSnapshot(true));
      fixture.idle();
      assertThat(fixture.instance(FIRST, "shop").readReplicaDBInstanceIdentifiers()).isEmpty();
      await("no slot is left", () -> slots(fixture).equals("0"));
      assertThat(Servers.on(home)).hasSize(1);
    }
  }

  @Test
  void replicasOfADeletedSourceArePromotedInItsRegionAndTerminatedElsewhere() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      source(fixture, "shop", null);
      replicate(fixture, FIRST, "near", "shop", null);
      replicate(fixture, SECOND, "far", "shop", null);
      fixture.idle();
      assertThat(fixture.instance(FIRST, "shop").readReplicaDBInstanceIdentifiers())
          .containsExactly(fixture.instance(SECOND, "far").dbInstanceArn(), "near");
      assertThat(fixture.instance(SECOND, "far").readReplicaSourceDBInstanceIdentifier())
          .isEqualTo(fixture.instance(FIRST, "shop").dbInstanceArn());
      awaitStatus(fixture, FIRST, "near", "replicating");
      awaitStatus(fixture, SECOND, "far", "replicating");
      run(fixture, "shop", "insert into t select n, 'late' from generate_series(1, 20000) n");
      fixture
          .client()
          .deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
      fixture.idle();

      DBInstance near = fixture.instance(FIRST, "near");
      assertThat(near.readReplicaSourceDBInstanceIdentifier()).isNull();
      run(near, "insert into t values (0, 'own')");
      assertThat(ask(near, "select count(*) from t")).isEqualTo("20101");

      DBInstance far = fixture.instance(SECOND, "far");
      assertThat(far.readReplicaSourceDBInstanceIdentifier()).isNotNull();
      assertThat(far.statusInfos().get(0).status()).isEqualTo("terminated");
      fixture.client(SECOND).promoteReadReplica(r -> r.dbInstanceIdentifier("far"));
      fixture.idle();
      run(fixture.instance(SECOND, "far"), "insert into t values (0, 'own')");
      assertThat(ask(fixture.instance(SECOND, "far"), "select count(*) from t")).isEqualTo("20101");
    }
  }

  @Test
  void aSnapshotOfAReplicaRestoresToAnInstanceOfItsOwn() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      source(fixture, "shop", null);
      replicate(fixture, FIRST, "copy", "shop", null);
      fixture.idle();
      awaitRows(fixture, FIRST, "copy", 100);
      fixture
          .client()
          .createDBSnapshot(r -> r.dbInstanceIdentifier("copy").dbSnapshotIdentifier("kept"));
      assertThatThrownBy(
              () -> fixture.client().promoteReadReplica(r -> r.dbInstanceIdentifier("copy")))
          .hasMessageContaining(Status.BACKING_UP);
      fixture.idle();
      fixture
          .client()
          .restoreDBInstanceFromDBSnapshot(
              r -> r.dbInstanceIdentifier("again").dbSnapshotIdentifier("kept"));
      fixture.idle();
      DBInstance again = fixture.instance(FIRST, "again");
      assertThat(again.readReplicaSourceDBInstanceIdentifier()).isNull();
      run(again, "insert into t values (101, 'own')");
      assertThat(ask(again, "select count(*) from t")).isEqualTo("101");
    }
  }

  private static String slots(RdsFixture fixture) {
    try {
      return ask(
          fixture.instance(FIRST, "shop"),
          "select count(*) from pg_replication_slots where not temporary");
    } catch (java.sql.SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
