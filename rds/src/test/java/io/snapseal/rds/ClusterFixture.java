package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.rds.cluster.ClusterSnapshotKind;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.state.Scope;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/** Aurora clusters of one account, and what is in their databases. */
final class ClusterFixture {
  static final String ENGINE = "aurora-postgresql";
  static final String USER = "shopkeeper";
  static final String PASSWORD = "correct-horse";

  final RdsFixture rds;

  ClusterFixture(RdsFixture rds) {
    this.rds = rds;
  }

  /** Makes a cluster and waits until it is there; not encrypted, unless the change says so. */
  DBCluster create(String id, Consumer<CreateDbClusterRequest.Builder> change) {
    rds.client()
        .createDBCluster(
            r -> {
              r.dbClusterIdentifier(id)
                  .engine(ENGINE)
                  .masterUsername(USER)
                  .masterUserPassword(PASSWORD)
                  .databaseName("shop")
                  .storageEncrypted(false);
              change.accept(r);
            });
    rds.idle();
    return cluster(id);
  }

  DBCluster cluster(String id) {
    return cluster(rds.client(), id);
  }

  static DBCluster cluster(RdsClient client, String id) {
    return client.describeDBClusters(r -> r.dbClusterIdentifier(id)).dbClusters().get(0);
  }

  /** Takes a snapshot and waits until it is there. */
  DBClusterSnapshot take(String cluster, String id) {
    rds.client()
        .createDBClusterSnapshot(
            r -> r.dbClusterIdentifier(cluster).dbClusterSnapshotIdentifier(id));
    rds.idle();
    return snapshot(rds.client(), id);
  }

  static DBClusterSnapshot snapshot(RdsClient client, String id) {
    return client
        .describeDBClusterSnapshots(r -> r.dbClusterSnapshotIdentifier(id))
        .dbClusterSnapshots()
        .get(0);
  }

  /** Restores a cluster in the client's place and waits until it is there. */
  DBCluster restore(RdsClient client, String snapshot, String id, @Nullable String key) {
    client.restoreDBClusterFromSnapshot(
        r -> r.snapshotIdentifier(snapshot).dbClusterIdentifier(id).engine(ENGINE).kmsKeyId(key));
    rds.idle();
    return cluster(client, id);
  }

  DBClusterSnapshot copy(RdsClient client, String source, String id, @Nullable String key) {
    client.copyDBClusterSnapshot(
        r ->
            r.sourceDBClusterSnapshotIdentifier(source)
                .targetDBClusterSnapshotIdentifier(id)
                .kmsKeyId(key));
    rds.idle();
    return snapshot(client, id);
  }

  static String arn(String snapshot) {
    return RdsArn.clusterSnapshot(new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST), snapshot)
        .toString();
  }

  /** Whether the stored bytes of a snapshot are sealed. */
  boolean sealed(Scope scope, String snapshot) {
    String storeId =
        rds.state
            .read(handle -> ClusterSnapshotKind.KIND.row(handle, scope, snapshot))
            .internal()
            .storeId();
    BlockStore store = Objects.requireNonNull(rds.stores.get(scope.region()));
    return store.describe(storeId).sealed();
  }

  boolean sealed(String snapshot) {
    return sealed(new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST), snapshot);
  }

  /** Writes a word into a cluster's database. */
  static void write(DBCluster cluster, String word) throws SQLException {
    try (Connection connection = connect(cluster);
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists words (word text)");
      statement.execute("insert into words values ('" + word + "')");
    }
  }

  /** The words in a cluster's database, in one. */
  static String words(DBCluster cluster) throws SQLException {
    try (Connection connection = connect(cluster);
        Statement statement = connection.createStatement();
        ResultSet words =
            statement.executeQuery("select string_agg(word, ' ' order by word) from words")) {
      assertThat(words.next()).isTrue();
      return words.getString(1);
    }
  }

  static Connection connect(DBCluster cluster) throws SQLException {
    return connect(cluster, PASSWORD);
  }

  static Connection connect(DBCluster cluster, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/shop".formatted(cluster.endpoint(), cluster.port()),
        USER,
        password);
  }
}
