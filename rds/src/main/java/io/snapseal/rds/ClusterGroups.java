package io.snapseal.rds;

import software.amazon.awssdk.services.rds.model.DBClusterParameterGroup;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;

/** Parameter groups of clusters, under the names that their members have. */
final class ClusterGroups {
  private ClusterGroups() {}

  static DBClusterParameterGroup shown(DBParameterGroup group) {
    return DBClusterParameterGroup.builder()
        .dbClusterParameterGroupName(group.dbParameterGroupName())
        .dbParameterGroupFamily(group.dbParameterGroupFamily())
        .description(group.description())
        .dbClusterParameterGroupArn(group.dbParameterGroupArn())
        .build();
  }
}
