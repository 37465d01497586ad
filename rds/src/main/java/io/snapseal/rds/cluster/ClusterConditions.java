package io.snapseal.rds.cluster;

import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.snapshot.Shares;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What condition keys say of clusters and their snapshots: as they are, or as they are asked for.
 */
public final class ClusterConditions {
  private final StateStore state;

  public ClusterConditions(StateStore state) {
    this.state = state;
  }

  /** The tags of a cluster or of a cluster's snapshot; null if it is neither, or not there. */
  public @Nullable List<Tag> tags(String account, RdsArn arn) {
    if (arn.type().equals(RdsArn.CLUSTER)) {
      return there(arn).map(DBCluster::tagList).orElse(null);
    }
    return arn.type().equals(RdsArn.CLUSTER_SNAPSHOT)
        ? state
            .read(
                handle ->
                    Shares.find(
                        ClusterSnapshotKind.KIND,
                        handle,
                        account,
                        RdsArn.clusterSnapshot(arn.scope(), Identifiers.stored(arn.id()))))
            .map(row -> row.shown().tagList())
            .orElse(null)
        : null;
  }

  /** The condition keys of a cluster, without their prefix {@code rds:}. */
  public Map<String, Object> facts(AwsRequest request, RdsArn arn) {
    Map<String, Object> facts = new HashMap<>();
    if (request instanceof CreateDbClusterRequest create) {
      put(facts, "DatabaseEngine", create.engine());
      put(facts, "DatabaseName", create.databaseName());
      put(facts, "StorageEncrypted", !Boolean.FALSE.equals(create.storageEncrypted()));
      put(facts, "ManageMasterUserPassword", false);
    } else if (request instanceof RestoreDbClusterFromSnapshotRequest restore) {
      put(facts, "DatabaseEngine", restore.engine());
      put(facts, "StorageEncrypted", restored(restore, arn));
    } else {
      there(arn).ifPresent(cluster -> facts(facts, cluster));
    }
    return facts;
  }

  private static void facts(Map<String, Object> facts, DBCluster cluster) {
    put(facts, "DatabaseEngine", cluster.engine());
    put(facts, "DatabaseName", cluster.databaseName());
    put(facts, "StorageEncrypted", ClusterHosts.encryption(cluster).encrypted());
  }

  /** Whether what is restored will be encrypted; null of a snapshot that is not there. */
  private @Nullable Boolean restored(RestoreDbClusterFromSnapshotRequest request, RdsArn arn) {
    if (request.kmsKeyId() != null || request.snapshotIdentifier() == null) {
      return request.kmsKeyId() != null;
    }
    String given = request.snapshotIdentifier();
    if (RdsArn.parse(given).filter(a -> !a.type().equals(RdsArn.CLUSTER_SNAPSHOT)).isPresent()) {
      return null; // it will be refused
    }
    RdsArn snapshot = ClusterSnapshotKind.KIND.named(arn.scope(), given);
    return state
        .read(
            handle ->
                Shares.find(ClusterSnapshotKind.KIND, handle, arn.scope().account(), snapshot))
        .map(row -> ClusterSnapshotKind.KIND.facts(row).encryption().encrypted())
        .orElse(null);
  }

  private Optional<DBCluster> there(RdsArn arn) {
    return state
        .read(
            handle ->
                ClusterTables.CLUSTERS.find(handle, arn.scope(), Identifiers.stored(arn.id())))
        .map(Row::shown);
  }

  private static void put(Map<String, Object> facts, String key, @Nullable Object value) {
    if (value != null) {
      facts.put(key, value);
    }
  }
}
