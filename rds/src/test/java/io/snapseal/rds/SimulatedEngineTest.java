package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.Progress;
import io.snapseal.engine.simulated.SimulatedEngines;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** Instances without a server: at once there, labelled, and for the rest like any other. */
class SimulatedEngineTest {
  private static final String KEY = "aws:snapseal:simulated";
  private static final Tag LABEL = Tag.builder().key(KEY).value("true").build();
  private static final Tag OWN = Tag.builder().key("team").value("a").build();

  @TempDir private Path home;

  private RdsFixture simulating(String... engines) {
    return new RdsFixture(
        home, SimulatedEngines.of(List.of(engines), new java.security.SecureRandom()));
  }

  private static CreateDbInstanceRequest.Builder request(String id, String engine) {
    return CreateDbInstanceRequest.builder()
        .dbInstanceIdentifier(id)
        .engine(engine)
        .dbInstanceClass("db.t3.micro")
        .allocatedStorage(20)
        .masterUsername("alice")
        .masterUserPassword("correct-horse");
  }

  private static DBInstance create(RdsFixture fixture, String id, String engine) {
    fixture.client().createDBInstance(request(id, engine).tags(OWN).build());
    return fixture.instance(RdsFixture.FIRST, id);
  }

  private static void snapshot(RdsFixture fixture, String id, String instance) {
    fixture
        .client()
        .createDBSnapshot(r -> r.dbSnapshotIdentifier(id).dbInstanceIdentifier(instance));
  }

  private static String keyIn(RdsFixture fixture) {
    return fixture.kms(RdsFixture.FIRST).createKey().keyMetadata().arn();
  }

  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new HashMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tree.put(
            root.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return tree;
  }

  private Path data(DBInstance instance) {
    return home.resolve("i-" + RdsFixture.FIRST)
        .resolve(instance.dbiResourceId())
        .resolve("volume/data");
  }

  @Test
  void whatWasAskedForIsThereAtOnce() {
    try (RdsFixture fixture = simulating("oracle-ee")) {
      DBInstance instance = create(fixture, "legacy", "oracle-ee");
      assertThat(instance.dbInstanceStatus()).isEqualTo("available");
      assertThat(instance.endpoint().port()).isEqualTo(1521);
      assertThat(instance.engineVersion()).startsWith("19.");
      snapshot(fixture, "s", "legacy");
      assertThat(fixture.snapshot(RdsFixture.FIRST, "s").status()).isEqualTo("available");
      assertThat(fixture.instance(RdsFixture.FIRST, "legacy").dbInstanceStatus())
          .isEqualTo("available");
      String key = keyIn(fixture);
      fixture
          .client()
          .copyDBSnapshot(
              r ->
                  r.sourceDBSnapshotIdentifier("s")
                      .targetDBSnapshotIdentifier("sealed")
                      .kmsKeyId(key));
      DBSnapshot sealed = fixture.snapshot(RdsFixture.FIRST, "sealed");
      assertThat(sealed.status()).isEqualTo("available");
      assertThat(sealed.kmsKeyId()).isEqualTo(key);
      fixture
          .client()
          .restoreDBInstanceFromDBSnapshot(
              r -> r.dbInstanceIdentifier("again").dbSnapshotIdentifier("sealed"));
      DBInstance again = fixture.instance(RdsFixture.FIRST, "again");
      assertThat(again.dbInstanceStatus()).isEqualTo("available");
      assertThat(again.storageEncrypted()).isTrue();
      fixture
          .client()
          .deleteDBInstance(r -> r.dbInstanceIdentifier("again").skipFinalSnapshot(true));
      assertThatThrownBy(() -> fixture.instance(RdsFixture.FIRST, "again"))
          .hasMessageContaining("not found");
    }
  }

  @Test
  void aRestoreYieldsTheSameTreeAndOnlyTheKeyOpensIt() throws IOException {
    try (RdsFixture fixture = simulating("sqlserver-se")) {
      DBInstance source = create(fixture, "source", "sqlserver-se");
      snapshot(fixture, "s", "source");
      String key = keyIn(fixture);
      fixture
          .client()
          .copyDBSnapshot(
              r ->
                  r.sourceDBSnapshotIdentifier("s")
                      .targetDBSnapshotIdentifier("sealed")
                      .kmsKeyId(key));
      fixture
          .client()
          .restoreDBInstanceFromDBSnapshot(
              r -> r.dbInstanceIdentifier("restored").dbSnapshotIdentifier("sealed"));
      assertThat(tree(data(fixture.instance(RdsFixture.FIRST, "restored"))))
          .isNotEmpty()
          .isEqualTo(tree(data(source)));
      String stored = storeId(fixture, "sealed");
      assertThatThrownBy(
              () ->
                  Objects.requireNonNull(fixture.stores.get(RdsFixture.FIRST))
                      .restore(stored, KeyAccess.none(), home.resolve("x"), Progress.NONE))
          .isInstanceOf(io.snapseal.blockstore.KeyNeededException.class);
      String note = Objects.requireNonNull(tree(data(source)).get("SIMULATED"));
      assertThat(occurs(home.resolve("store-" + RdsFixture.FIRST), note)).isEqualTo(0);
      fixture.kms(RdsFixture.FIRST).disableKey(r -> r.keyId(key));
      assertThatThrownBy(
              () ->
                  fixture
                      .client()
                      .restoreDBInstanceFromDBSnapshot(
                          r -> r.dbInstanceIdentifier("no").dbSnapshotIdentifier("sealed")))
          .hasMessageContaining(key);
    }
  }

  private static String storeId(RdsFixture fixture, String snapshot) {
    Scope scope = new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST);
    Row<DBSnapshot, SnapshotInternals> row =
        fixture.state.read(handle -> Tables.snapshot(handle, scope, snapshot));
    return row.internal().storeId();
  }

  private static long occurs(Path root, String text) throws IOException {
    return tree(root).values().stream().filter(content -> content.contains(text)).count();
  }

  @Test
  void everythingMadeOfItIsLabelled() {
    try (RdsFixture fixture = simulating("oracle-ee")) {
      assertThat(create(fixture, "i", "oracle-ee").tagList()).contains(LABEL, OWN);
      snapshot(fixture, "s", "i");
      assertThat(fixture.snapshot(RdsFixture.FIRST, "s").tagList()).containsExactly(LABEL);
      fixture
          .client(RdsFixture.SECOND)
          .copyDBSnapshot(
              r ->
                  r.sourceDBSnapshotIdentifier(
                          fixture.snapshot(RdsFixture.FIRST, "s").dbSnapshotArn())
                      .targetDBSnapshotIdentifier("far"));
      DBSnapshot far = fixture.snapshot(RdsFixture.SECOND, "far");
      assertThat(far.tagList()).containsExactly(LABEL);
      RdsClient there = fixture.client(RdsFixture.SECOND);
      there.restoreDBInstanceFromDBSnapshot(
          r -> r.dbInstanceIdentifier("r").dbSnapshotIdentifier("far").tags(OWN));
      DBInstance restored = fixture.instance(RdsFixture.SECOND, "r");
      assertThat(restored.tagList()).contains(LABEL, OWN);
      assertThat(there.listTagsForResource(r -> r.resourceName(restored.dbInstanceArn())).tagList())
          .contains(LABEL, OWN);
    }
  }

  @Test
  void nobodyAddsOrRemovesTheLabel() {
    try (RdsFixture fixture = simulating("oracle-ee")) {
      DBInstance instance = create(fixture, "i", "oracle-ee");
      RdsClient client = fixture.client();
      assertThatThrownBy(
              () ->
                  client.removeTagsFromResource(
                      r -> r.resourceName(instance.dbInstanceArn()).tagKeys(KEY)))
          .hasMessageContaining("reserved prefix");
      assertThatThrownBy(
              () ->
                  client.addTagsToResource(
                      r ->
                          r.resourceName(instance.dbInstanceArn())
                              .tags(Tag.builder().key(KEY).value("false").build())))
          .hasMessageContaining("reserved prefix");
      assertThatThrownBy(
              () -> client.createDBInstance(request("j", "oracle-ee").tags(LABEL).build()))
          .hasMessageContaining("reserved prefix");
      client.removeTagsFromResource(
          r -> r.resourceName(instance.dbInstanceArn()).tagKeys(OWN.key()));
      assertThat(fixture.instance(RdsFixture.FIRST, "i").tagList()).containsExactly(LABEL);
    }
  }

  @Test
  void whatIsSimulatedNeverBecomesReal() {
    String arn;
    try (RdsFixture fixture = simulating("postgres")) {
      arn = create(fixture, "i", "postgres").dbInstanceArn();
      snapshot(fixture, "s", "i");
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      DBInstance instance = fixture.instance(RdsFixture.FIRST, "i");
      assertThat(instance.dbInstanceStatus()).isEqualTo("failed");
      assertThat(instance.statusInfos().get(0).message())
          .contains("simulated")
          .contains("--simulate postgres");
      assertThat(fixture.client().listTagsForResource(r -> r.resourceName(arn)).tagList())
          .contains(LABEL);
      assertThatThrownBy(
              () ->
                  fixture
                      .client()
                      .restoreDBInstanceFromDBSnapshot(
                          r -> r.dbInstanceIdentifier("r").dbSnapshotIdentifier("s")))
          .hasMessageContaining("--simulate postgres");
    }
    try (RdsFixture fixture = simulating("postgres")) {
      fixture.idle();
      DBInstance instance = fixture.instance(RdsFixture.FIRST, "i");
      assertThat(instance.dbInstanceStatus()).isEqualTo("available");
      assertThat(instance.tagList()).contains(LABEL, OWN);
    }
  }

  @Test
  void withoutAServerAnEngineIsRefusedAndToldHow() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      Map<String, String> products =
          Map.of(
              "oracle-ee", "Oracle Database",
              "sqlserver-web", "Microsoft SQL Server",
              "db2-se", "IBM Db2");
      products.forEach(
          (engine, product) ->
              assertThatThrownBy(
                      () -> fixture.client().createDBInstance(request("i", engine).build()))
                  .isInstanceOf(RdsException.class)
                  .hasMessageContaining(product)
                  .hasMessageContaining("--simulate " + engine));
      assertThatThrownBy(() -> fixture.client().createDBInstance(request("i", "dbase").build()))
          .hasMessageContaining("Invalid DB engine");
    }
  }

  @Test
  void aClusterIsSimulatedWithItsMembersAndSnapshots() {
    try (RdsFixture fixture = simulating("aurora-postgresql")) {
      RdsClient client = fixture.client();
      client.createDBCluster(
          r ->
              r.dbClusterIdentifier("c")
                  .engine("aurora-postgresql")
                  .masterUsername("alice")
                  .masterUserPassword("correct-horse")
                  .storageEncrypted(false));
      client.createDBInstance(
          r ->
              r.dbInstanceIdentifier("m")
                  .dbClusterIdentifier("c")
                  .engine("aurora-postgresql")
                  .dbInstanceClass("db.r6g.large"));
      client.createDBClusterSnapshot(
          r -> r.dbClusterSnapshotIdentifier("s").dbClusterIdentifier("c"));
      String key = keyIn(fixture);
      client.restoreDBClusterFromSnapshot(
          r ->
              r.dbClusterIdentifier("sealed")
                  .snapshotIdentifier("s")
                  .engine("aurora-postgresql")
                  .kmsKeyId(key));
      client.createDBClusterSnapshot(
          r -> r.dbClusterSnapshotIdentifier("t").dbClusterIdentifier("sealed"));
      assertThat(client.describeDBClusters().dbClusters())
          .hasSize(2)
          .allMatch(cluster -> cluster.status().equals("available"))
          .allMatch(cluster -> cluster.tagList().contains(LABEL));
      assertThat(client.describeDBClusterSnapshots().dbClusterSnapshots())
          .hasSize(2)
          .allMatch(snapshot -> snapshot.status().equals("available"))
          .allMatch(snapshot -> snapshot.tagList().contains(LABEL))
          .anyMatch(snapshot -> key.equals(snapshot.kmsKeyId()));
      assertThat(fixture.instance(RdsFixture.FIRST, "m").tagList()).contains(LABEL);
      assertThat(fixture.instance(RdsFixture.FIRST, "m").dbInstanceStatus()).isEqualTo("available");
    }
  }

  @Test
  void aClustersDefaultParameterGroupIsThere() {
    for (String engine : List.of("aurora-postgresql", "aurora-mysql")) {
      try (RdsFixture fixture = simulating(engine)) {
        RdsClient client = fixture.client();
        client.createDBCluster(
            r ->
                r.dbClusterIdentifier(engine)
                    .engine(engine)
                    .masterUsername("alice")
                    .masterUserPassword("correct-horse"));
        DBCluster made =
            client.describeDBClusters(r -> r.dbClusterIdentifier(engine)).dbClusters().get(0);
        assertThat(
                client
                    .describeDBClusterParameterGroups(
                        r -> r.dbClusterParameterGroupName(made.dbClusterParameterGroup()))
                    .dbClusterParameterGroups())
            .singleElement()
            .satisfies(
                group ->
                    assertThat(
                            client
                                .describeDBEngineVersions(r -> r.engine(engine))
                                .dbEngineVersions())
                        .extracting(DBEngineVersion::dbParameterGroupFamily)
                        .contains(group.dbParameterGroupFamily()));
      }
    }
  }

  @Test
  void thereAreNoReplicasOfWhatHasNoLog() {
    try (RdsFixture fixture = simulating("postgres")) {
      create(fixture, "i", "postgres");
      assertThatThrownBy(
              () ->
                  fixture
                      .client()
                      .createDBInstanceReadReplica(
                          r -> r.dbInstanceIdentifier("r").sourceDBInstanceIdentifier("i")))
          .hasMessageContaining("simulated");
    }
  }
}
