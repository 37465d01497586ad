package io.snapseal.rds;

import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeGlobalClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeGlobalClustersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterResponse;
import software.amazon.awssdk.services.rds.model.StartDbClusterRequest;
import software.amazon.awssdk.services.rds.model.StartDbClusterResponse;
import software.amazon.awssdk.services.rds.model.StopDbClusterRequest;
import software.amazon.awssdk.services.rds.model.StopDbClusterResponse;

/** Operations on Aurora DB clusters. */
interface ClusterOperations extends Operations {
  @Override
  default CreateDbClusterResponse createDBCluster(CreateDbClusterRequest request) {
    return CreateDbClusterResponse.builder()
        .dbCluster(settled(parts().clusters().clusters().create(caller(), request)))
        .build();
  }

  @Override
  default DescribeDbClustersResponse describeDBClusters(DescribeDbClustersRequest request) {
    return parts().clusters().described().describe(caller(), request);
  }

  @Override
  default DescribeGlobalClustersResponse describeGlobalClusters(
      DescribeGlobalClustersRequest request) {
    return parts().clusters().described().describe(request);
  }

  @Override
  default ModifyDbClusterResponse modifyDBCluster(ModifyDbClusterRequest request) {
    return ModifyDbClusterResponse.builder()
        .dbCluster(parts().clusters().modifications().modify(caller(), request))
        .build();
  }

  @Override
  default StartDbClusterResponse startDBCluster(StartDbClusterRequest request) {
    return StartDbClusterResponse.builder()
        .dbCluster(
            settled(parts().clusters().life().start(caller(), request.dbClusterIdentifier())))
        .build();
  }

  @Override
  default StopDbClusterResponse stopDBCluster(StopDbClusterRequest request) {
    return StopDbClusterResponse.builder()
        .dbCluster(settled(parts().clusters().life().stop(caller(), request.dbClusterIdentifier())))
        .build();
  }

  @Override
  default DeleteDbClusterResponse deleteDBCluster(DeleteDbClusterRequest request) {
    return DeleteDbClusterResponse.builder()
        .dbCluster(settled(parts().clusters().life().delete(caller(), request)))
        .build();
  }
}
