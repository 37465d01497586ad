package io.snapseal.rds.cluster;

import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.TaggedTable;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/** The tags of clusters and of their snapshots. */
public final class ClusterTags {
  /** The tables, by the type in their resources' ARNs. */
  public static final Map<String, TaggedTable<?, ?>> TABLES =
      Map.of(
          RdsArn.CLUSTER,
          TaggedTable.shown(
              ClusterTables.CLUSTERS,
              DBCluster::tagList,
              (shown, tags) -> shown.toBuilder().tagList(tags).build(),
              RdsFaults::clusterNotFound),
          RdsArn.CLUSTER_SNAPSHOT,
          TaggedTable.shown(
              ClusterTables.SNAPSHOTS,
              DBClusterSnapshot::tagList,
              (shown, tags) -> shown.toBuilder().tagList(tags).build(),
              RdsFaults::clusterSnapshotNotFound));

  private ClusterTags() {}
}
