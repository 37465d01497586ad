package io.snapseal.rds;

import static io.snapseal.rds.RdsFixture.FIRST;
import static io.snapseal.rds.RdsFixture.SECOND;
import static io.snapseal.rds.ReplicaFixture.change;
import static io.snapseal.rds.ReplicaFixture.replicate;
import static io.snapseal.rds.ReplicaFixture.withBackups;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.ReplicaOf;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;

/** What CreateDBInstanceReadReplica and PromoteReadReplica refuse, and in which words. */
class ReplicaRulesTest {
  @TempDir private Path home;
  private RdsFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new RdsFixture(Passable.make(home));
    shop();
  }

  /** A source as far as its row says: none of these tests needs its server. */
  private void shop() {
    Scope scope = new Scope(RdsFixture.ACCOUNT, FIRST);
    DBInstance shown =
        DBInstance.builder()
            .dbInstanceIdentifier("shop")
            .dbInstanceArn(RdsArn.instance(scope, "shop").toString())
            .dbiResourceId("db-" + "A".repeat(26))
            .dbInstanceStatus("available")
            .dbInstanceClass("db.t3.micro")
            .engine("postgres")
            .engineVersion("17.6")
            .allocatedStorage(20)
            .storageEncrypted(false)
            .backupRetentionPeriod(0)
            .build();
    fixture.state.change(
        handle ->
            Tables.INSTANCES.insert(
                handle,
                new Row<>(
                    scope, "shop", shown, InstanceInternals.ofNew("vol-A", null, null, null))));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aSourceWithoutAutomatedBackupsIsRefused() {
    assertRefused(r -> {}, "InvalidDBInstanceState", "Automated backups are not enabled");
  }

  @Test
  void whatTheSourceCannotBeIsRefused() {
    withBackups(fixture, "shop");
    assertRefused(r -> r.sourceDBInstanceIdentifier("nothing"), "DBInstanceNotFound", "nothing");
    assertRefused(
        r -> r.sourceDBInstanceIdentifier("arn:aws:rds:us-east-1:123456789012:snapshot:shop"),
        "InvalidParameterValue",
        "Not the ARN of a DB instance");
    assertRefused(
        r -> r.sourceDBInstanceIdentifier("arn:aws:rds:ap-south-1:123456789012:db:shop"),
        "InvalidParameterValue",
        "ap-south-1");
    assertRefused(
        r -> r.sourceDBInstanceIdentifier(null).sourceDBClusterIdentifier("cluster"),
        "InvalidParameterCombination",
        "SourceDBClusterIdentifier");
    assertRefused(r -> r.sourceDBInstanceIdentifier(null), "MissingParameter", "SourceDB");
    change(fixture, "shop", shown -> shown.dbInstanceStatus("backing-up"));
    assertRefused(r -> {}, "InvalidDBInstanceState", "must be available");
    change(fixture, "shop", shown -> shown.dbInstanceStatus("available").engine("oracle-ee"));
    assertRefused(r -> {}, "InvalidParameterCombination", "oracle-ee");
  }

  @Test
  void whatTheReplicaCannotBeIsRefused() {
    withBackups(fixture, "shop");
    assertRefused(r -> r.dbInstanceIdentifier("shop"), "DBInstanceAlreadyExists", "exists");
    assertRefused(r -> r.dbInstanceIdentifier("-"), "InvalidParameterValue", "identifier");
    assertRefused(r -> r.dbInstanceClass("tiny"), "InvalidParameterValue", "class");
    assertRefused(r -> r.port(80), "InvalidParameterValue", "port");
    assertRefused(r -> r.allocatedStorage(19), "InvalidParameterValue", "20 GiB");
    assertThat(fixture.instance(FIRST, "shop").readReplicaDBInstanceIdentifiers()).isEmpty();
  }

  @Test
  void aSourceIsNotStoppedNorRenamedNorLeftWithoutBackups() {
    withBackups(fixture, "shop");
    change(fixture, "shop", shown -> shown.readReplicaDBInstanceIdentifiers("replica"));
    assertThatThrownBy(() -> fixture.client().stopDBInstance(r -> r.dbInstanceIdentifier("shop")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidDBInstanceState"))
        .hasMessageContaining("read replicas");
    assertThatThrownBy(
            () ->
                fixture
                    .client()
                    .modifyDBInstance(
                        r -> r.dbInstanceIdentifier("shop").newDBInstanceIdentifier("other")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidParameterCombination"));
    assertThatThrownBy(
            () ->
                fixture
                    .client()
                    .modifyDBInstance(r -> r.dbInstanceIdentifier("shop").backupRetentionPeriod(0)))
        .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidParameterCombination"))
        .hasMessageContaining("read replicas");
  }

  private static String code(Throwable refusal) {
    return ((RdsException) refusal).awsErrorDetails().errorCode();
  }

  @Test
  void aSourceHasFifteenReplicasAtMost() {
    withBackups(fixture, "shop");
    Row<DBInstance, InstanceInternals> shop = row("shop");
    fixture.state.change(
        handle -> {
          for (int n = 0; n < 15; n++) {
            Tables.INSTANCES.insert(handle, like(shop, "r" + n, shop));
          }
        });
    assertRefused(r -> {}, "InvalidParameterCombination", "already has 15");
  }

  @Test
  void aChainHasThreeLevelsAtMost() {
    withBackups(fixture, "shop");
    fixture.state.change(
        handle -> {
          Row<DBInstance, InstanceInternals> above = row("shop");
          for (String id : new String[] {"one", "two", "three"}) {
            Row<DBInstance, InstanceInternals> next = like(above, id, above);
            Tables.INSTANCES.insert(handle, next);
            above = next;
          }
        });
    assertRefused(r -> r.sourceDBInstanceIdentifier("three"), "InvalidParameterCombination", "3");
  }

  @Test
  void whoMayMakeOneMustBeAllowedToOnBothSides() {
    withBackups(fixture, "shop");
    String action = "{'Effect':'Allow','Action':'rds:CreateDBInstanceReadReplica','Resource':'%s'}";
    String region = "arn:aws:rds:us-east-1:123456789012:db:";
    for (String allowed : new String[] {region + "shop", region + "copy"}) {
      fixture.allowAlice(action.formatted(allowed));
      assertThatThrownBy(
              () ->
                  fixture
                      .alice()
                      .createDBInstanceReadReplica(
                          r -> r.dbInstanceIdentifier("copy").sourceDBInstanceIdentifier("shop")))
          .hasMessageContaining("not authorized");
    }
    fixture.allowAlice(action.formatted(region + "*"));
    fixture
        .alice()
        .createDBInstanceReadReplica(
            r -> r.dbInstanceIdentifier("copy").sourceDBInstanceIdentifier("shop"));
    assertThatThrownBy(
            () -> fixture.alice().promoteReadReplica(r -> r.dbInstanceIdentifier("copy")))
        .hasMessageContaining("rds:PromoteReadReplica");
  }

  @Test
  void anotherRegionsSourceIsNamedByItsArn() {
    withBackups(fixture, "shop");
    assertThatThrownBy(
            () ->
                fixture
                    .client(SECOND)
                    .createDBInstanceReadReplica(
                        r -> r.dbInstanceIdentifier("far").sourceDBInstanceIdentifier("shop")))
        .hasMessageContaining("not found");
    DBInstance far = replicate(fixture, SECOND, "shop", "shop", null);
    assertThat(far.dbInstanceStatus()).isEqualTo("creating");
    change(fixture, "shop", shown -> shown.dbInstanceStatus("failed"));
    fixture.idle();
    assertThat(fixture.instance(SECOND, "shop"))
        .satisfies(failed -> assertThat(failed.dbInstanceStatus()).isEqualTo("failed"))
        .satisfies(
            failed ->
                assertThat(failed.statusInfos().get(0).message())
                    .isEqualTo("the instance shop does not run"));
  }

  private Row<DBInstance, InstanceInternals> row(String id) {
    return fixture.state.read(
        handle -> Tables.instance(handle, new Scope(RdsFixture.ACCOUNT, FIRST), id));
  }

  /** A row of a replica that has no server. */
  private static Row<DBInstance, InstanceInternals> like(
      Row<DBInstance, InstanceInternals> model,
      String id,
      Row<DBInstance, InstanceInternals> source) {
    return new Row<>(
        model.scope(),
        id,
        model.shown().toBuilder()
            .dbInstanceIdentifier(id)
            .dbInstanceArn(model.shown().dbInstanceArn().replaceFirst(":db:.*", ":db:" + id))
            .dbiResourceId("db-" + id)
            .build(),
        model
            .internal()
            .withReplicaOf(new ReplicaOf(source.scope().region(), source.shown().dbiResourceId())));
  }

  private void assertRefused(
      Consumer<CreateDbInstanceReadReplicaRequest.Builder> change, String code, String words) {
    CreateDbInstanceReadReplicaRequest.Builder request =
        CreateDbInstanceReadReplicaRequest.builder()
            .dbInstanceIdentifier("copy")
            .sourceDBInstanceIdentifier("shop");
    change.accept(request);
    assertThatThrownBy(() -> fixture.client().createDBInstanceReadReplica(request.build()))
        .isInstanceOfSatisfying(
            RdsException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code))
        .hasMessageContaining(words);
  }
}
