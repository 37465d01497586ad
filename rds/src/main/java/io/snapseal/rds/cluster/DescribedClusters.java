package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeGlobalClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeGlobalClustersResponse;
import software.amazon.awssdk.services.rds.model.GlobalCluster;

/** DescribeDBClusters, and DescribeGlobalClusters, of which there are none. */
public final class DescribedClusters {
  private static final Filters<DBCluster> FILTERS =
      new Filters<>(
          Map.of(
              "db-cluster-id", item -> List.of(item.dbClusterIdentifier(), item.dbClusterArn()),
              "db-cluster-resource-id", item -> List.of(item.dbClusterResourceId()),
              "engine", item -> List.of(item.engine()),
              "clone-group-id", item -> List.of(),
              "domain", item -> List.of()));

  private static final Filters<GlobalCluster> GLOBAL_FILTERS =
      new Filters<>(
          Map.of(
              "db-cluster-id", item -> List.of(),
              "region", item -> List.of()));

  private final StateStore state;

  public DescribedClusters(StateStore state) {
    this.state = state;
  }

  public DescribeDbClustersResponse describe(Caller caller, DescribeDbClustersRequest request) {
    Predicate<DBCluster> wanted = FILTERS.of(request.filters());
    String id = request.dbClusterIdentifier();
    List<Row<DBCluster, ClusterInternals>> all =
        state.read(
            handle ->
                id == null
                    ? ClusterTables.CLUSTERS.list(handle, caller.scope())
                    : List.of(ClusterTables.named(handle, caller, id)));
    Page<DBCluster> page =
        Page.of(
            all.stream().map(Row::shown).filter(wanted).toList(),
            DBCluster::dbClusterIdentifier,
            request.marker(),
            Lists.size(request.maxRecords()),
            Lists::invalidMarker);
    return DescribeDbClustersResponse.builder()
        .dbClusters(page.items())
        .marker(page.next())
        .build();
  }

  /** Clients ask of each cluster whether it is part of a global one. */
  public DescribeGlobalClustersResponse describe(DescribeGlobalClustersRequest request) {
    GLOBAL_FILTERS.of(request.filters());
    Lists.size(request.maxRecords());
    if (request.marker() != null) {
      throw Lists.invalidMarker();
    }
    if (request.globalClusterIdentifier() != null) {
      throw RdsFaults.globalClusterNotFound(request.globalClusterIdentifier());
    }
    return DescribeGlobalClustersResponse.builder().globalClusters(List.of()).build();
  }
}
