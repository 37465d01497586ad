package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Page;
import io.snapseal.state.Seek;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
              "domain", item -> List.of()),
          Map.of(
              "db-cluster-id", "DBClusterIdentifier",
              "db-cluster-resource-id", "DbClusterResourceId",
              "engine", "Engine"));

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
    int size = Lists.size(request.maxRecords());
    Seek from = Seek.in(caller.scope(), Pages.after(request.marker()), size + 1);
    List<DBCluster> found =
        state.read(
            handle ->
                id == null
                    ? Pages.first(
                        handle,
                        ClusterTables.CLUSTERS,
                        FILTERS.narrowed(from, request.filters()),
                        row -> Optional.of(row.shown()).filter(wanted),
                        size + 1)
                    : Stream.of(ClusterTables.named(handle, caller, id).shown())
                        .filter(wanted)
                        .toList());
    Page<DBCluster> page = Page.found(found, DBCluster::dbClusterIdentifier, size);
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
