package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.GlobalClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;
import software.amazon.awssdk.services.rds.model.Tag;

/** Aurora clusters over a real server: their life, their members, and who owns the data. */
class ClustersTest {
  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  @Test
  void aClusterLivesWithoutMembersAndKeepsItsDataThroughStopAndStart()
      throws SQLException, IOException {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient rds = fixture.client();
      DBCluster made = clusters.create("Shop", r -> r.copyTagsToSnapshot(true));
      assertThat(made)
          .satisfies(
              cluster -> {
                assertThat(cluster.status()).isEqualTo(Status.AVAILABLE);
                assertThat(cluster.dbClusterIdentifier()).isEqualTo("shop");
                assertThat(cluster.dbClusterResourceId()).startsWith("cluster-");
                assertThat(cluster.dbClusterMembers()).isEmpty();
                assertThat(cluster.storageEncryptionType()).isEqualTo(StorageEncryptionType.NONE);
                assertThat(cluster.backupRetentionPeriod()).isEqualTo(1);
                assertThat(cluster.readerEndpoint()).isNotNull();
                assertThat(cluster.clusterCreateTime()).isNotNull();
              });
      ClusterFixture.write(made, "kept");

      rds.stopDBCluster(r -> r.dbClusterIdentifier("shop"));
      fixture.idle();
      assertThat(clusters.cluster("shop").status()).isEqualTo(Status.STOPPED);
      assertThat(Servers.on(home)).isEmpty();
      assertThatThrownBy(() -> clusters.take("shop", "no"))
          .isInstanceOf(InvalidDbClusterStateException.class);
      assertThatThrownBy(() -> rds.stopDBCluster(r -> r.dbClusterIdentifier("shop")))
          .isInstanceOf(InvalidDbClusterStateException.class);
      rds.startDBCluster(r -> r.dbClusterIdentifier("shop"));
      fixture.idle();
      DBCluster started = clusters.cluster("shop");
      assertThat(started.port()).isEqualTo(made.port());
      assertThat(ClusterFixture.words(started)).isEqualTo("kept");
    }
  }

  @Test
  void membersComeAndGoAndTheDataStay() throws SQLException {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient rds = fixture.client();
      DBCluster cluster = clusters.create("shop", r -> {});
      ClusterFixture.write(cluster, "ours");
      join(rds, "first", 2);
      join(rds, "second", 3);
      join(rds, "third", 1);
      assertThat(clusters.cluster("shop").dbClusterMembers())
          .extracting(DBClusterMember::dbInstanceIdentifier, DBClusterMember::isClusterWriter)
          .containsExactly(tuple("first", true), tuple("second", false), tuple("third", false));
      DBInstance first = fixture.instance(RdsFixture.FIRST, "first");
      assertThat(first.dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
      assertThat(first.endpoint().port()).isEqualTo(cluster.port());
      assertThat(first.engineVersion()).isEqualTo(cluster.engineVersion());
      assertThat(
              rds.describeDBInstances(
                      r -> r.filters(Filter.builder().name("db-cluster-id").values("shop").build()))
                  .dbInstances())
          .hasSize(3);

      assertThatThrownBy(
              () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier("shop").skipFinalSnapshot(true)))
          .isInstanceOf(InvalidDbClusterStateException.class)
          .hasMessageContaining("still contains DB instances");
      rds.deleteDBInstance(r -> r.dbInstanceIdentifier("first"));
      assertThat(clusters.cluster("shop").dbClusterMembers())
          .extracting(DBClusterMember::dbInstanceIdentifier, DBClusterMember::isClusterWriter)
          .containsExactly(tuple("second", false), tuple("third", true));
      rds.deleteDBInstance(r -> r.dbInstanceIdentifier("second").skipFinalSnapshot(true));
      rds.deleteDBInstance(r -> r.dbInstanceIdentifier("third").skipFinalSnapshot(true));
      fixture.idle();
      assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
      assertThat(ClusterFixture.words(clusters.cluster("shop"))).isEqualTo("ours");
    }
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  private static void join(RdsClient rds, String id, int tier) {
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier(id)
                .dbClusterIdentifier("shop")
                .engine(ClusterFixture.ENGINE)
                .dbInstanceClass("db.r6g.large")
                .promotionTier(tier));
  }

  @Test
  void whatIsTheClustersIsNotDoneToItsMembers() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient rds = fixture.client();
      clusters.create("shop", r -> {});
      join(rds, "first", 1);
      assertThatThrownBy(
              () ->
                  rds.createDBSnapshot(
                      r -> r.dbInstanceIdentifier("first").dbSnapshotIdentifier("no")))
          .hasMessageContaining("Please use the CreateDBClusterSnapshot API instead.");
      assertThatThrownBy(
              () ->
                  rds.modifyDBInstance(
                      r -> r.dbInstanceIdentifier("first").copyTagsToSnapshot(true)))
          .hasMessageContaining("is a member of the DB cluster shop");
      assertThatThrownBy(
              () ->
                  rds.deleteDBInstance(
                      r -> r.dbInstanceIdentifier("first").finalDBSnapshotIdentifier("no")))
          .hasMessageContaining("data belong to the cluster");
      assertThatThrownBy(() -> join(rds, "first", 1)).hasMessageContaining("already exists");
      assertThatThrownBy(() -> join(rds, "second", 16)).hasMessageContaining("promotion tier 16");
      assertThatThrownBy(
              () ->
                  rds.createDBInstance(
                      r ->
                          r.dbInstanceIdentifier("second")
                              .dbClusterIdentifier("shop")
                              .engine("postgres")
                              .dbInstanceClass("db.r6g.large")))
          .hasMessageContaining("doesn't match the engine name");
      assertThatThrownBy(
              () ->
                  rds.createDBInstance(
                      r ->
                          r.dbInstanceIdentifier("second")
                              .dbClusterIdentifier("shop")
                              .engine(ClusterFixture.ENGINE)
                              .dbInstanceClass("db.r6g.large")
                              .masterUsername("mallory")))
          .hasMessageContaining("Set MasterUsername for the DB Cluster");
      assertThatThrownBy(
              () ->
                  rds.createDBInstance(
                      r ->
                          r.dbInstanceIdentifier("second")
                              .engine(ClusterFixture.ENGINE)
                              .dbInstanceClass("db.r6g.large")))
          .hasMessageContaining("DBClusterIdentifier");
    }
  }

  @Test
  void wordsOfARequestThatCannotBeKeptAreRefused() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      assertThatThrownBy(() -> clusters.create("a", r -> r.engine("aurora-mysql")))
          .hasMessageContaining("runs it by mysql, and this host has no server of that");
      assertThatThrownBy(() -> clusters.create("a", r -> r.engine("postgres")))
          .hasMessageContaining("Invalid DB cluster engine: postgres");
      assertThatThrownBy(() -> clusters.create("a", r -> r.engineVersion("9.9")))
          .hasMessageContaining("Cannot find version 9.9");
      assertThatThrownBy(() -> clusters.create("a", r -> r.backupRetentionPeriod(7)))
          .hasMessageContaining("takes no automated backups of clusters");
      assertThatThrownBy(() -> clusters.create("a--b", r -> {}))
          .hasMessageContaining("not a valid identifier");
      assertThatThrownBy(() -> clusters.create("a", r -> r.masterUserPassword("short")))
          .hasMessageContaining("not a valid password");
      assertThatThrownBy(() -> clusters.create("a", r -> r.kmsKeyId("alias/aws/rds")))
          .hasMessageContaining("set StorageEncrypted");
      assertThatThrownBy(() -> clusters.cluster("nowhere"))
          .isInstanceOfSatisfying(
              DbClusterNotFoundException.class,
              e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("DBClusterNotFoundFault");
                assertThat(e.statusCode()).isEqualTo(404);
              });
      assertThat(fixture.client().describeGlobalClusters().globalClusters()).isEmpty();
      assertThatThrownBy(
              () ->
                  fixture.client().describeGlobalClusters(r -> r.globalClusterIdentifier("world")))
          .isInstanceOf(GlobalClusterNotFoundException.class);
    }
  }

  @Test
  void protectionFinalSnapshotsTagsAndThePassword() throws SQLException {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      RdsClient rds = fixture.client();
      Tag team = Tag.builder().key("team").value("db").build();
      DBCluster made =
          clusters.create("shop", r -> r.deletionProtection(true).copyTagsToSnapshot(true));
      rds.addTagsToResource(r -> r.resourceName(made.dbClusterArn()).tags(team));
      assertThat(rds.listTagsForResource(r -> r.resourceName(made.dbClusterArn())).tagList())
          .containsExactly(team);
      assertThatThrownBy(
              () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier("shop").skipFinalSnapshot(true)))
          .hasMessageContaining("protected");
      rds.modifyDBCluster(
          r ->
              r.dbClusterIdentifier("shop")
                  .deletionProtection(false)
                  .masterUserPassword("another-horse"));
      try (Connection connection = ClusterFixture.connect(made, "another-horse")) {
        assertThat(connection.isValid(1)).isTrue();
      }
      assertThatThrownBy(() -> ClusterFixture.connect(made)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> rds.deleteDBCluster(r -> r.dbClusterIdentifier("shop")))
          .hasMessageContaining("FinalDBSnapshotIdentifier is required");
      rds.deleteDBCluster(r -> r.dbClusterIdentifier("shop").finalDBSnapshotIdentifier("last"));
      fixture.idle();
      assertThatThrownBy(() -> clusters.cluster("shop"))
          .isInstanceOf(DbClusterNotFoundException.class);
      assertThat(ClusterFixture.snapshot(rds, "last"))
          .satisfies(
              last -> {
                assertThat(last.status()).isEqualTo(Status.AVAILABLE);
                assertThat(last.tagList()).containsExactly(team);
              });
    }
  }

  @Test
  void aClusterIsItsOwnersAndIsNamedByItsArn() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      ClusterFixture clusters = new ClusterFixture(fixture);
      DBCluster made = clusters.create("shop", r -> {});
      fixture.allowAlice(
          "{'Effect':'Allow','Action':'rds:DescribeDBClusters','Resource':'*'}",
          "{'Effect':'Allow','Action':'rds:StopDBCluster','Resource':'*','Condition':{'StringEquals':{'rds:cluster-tag/team':'db'}}}");
      assertThat(ClusterFixture.cluster(fixture.alice(), made.dbClusterArn()).dbClusterIdentifier())
          .isEqualTo("shop");
      assertThatThrownBy(() -> fixture.alice().stopDBCluster(r -> r.dbClusterIdentifier("shop")))
          .satisfies(e -> assertThat(code(e)).isEqualTo("AccessDenied"));
      fixture
          .client()
          .addTagsToResource(
              r ->
                  r.resourceName(made.dbClusterArn())
                      .tags(Tag.builder().key("team").value("db").build()));
      fixture.alice().stopDBCluster(r -> r.dbClusterIdentifier("shop"));
      fixture.idle();
      assertThat(clusters.cluster("shop").status()).isEqualTo(Status.STOPPED);
    }
  }

  private static String code(Throwable thrown) {
    return ((RdsException) thrown).awsErrorDetails().errorCode();
  }
}
