package io.snapseal.rds;

import io.snapseal.state.Page;
import software.amazon.awssdk.services.rds.model.CopyDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyDbClusterParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParametersResponse;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultClusterParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultClusterParametersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.ResetDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ResetDbClusterParameterGroupResponse;

/** Operations on DB cluster parameter groups. */
interface ClusterParameterGroupOperations extends Operations {
  @Override
  default CreateDbClusterParameterGroupResponse createDBClusterParameterGroup(
      CreateDbClusterParameterGroupRequest request) {
    return CreateDbClusterParameterGroupResponse.builder()
        .dbClusterParameterGroup(
            ClusterGroups.shown(
                parts()
                    .around()
                    .clusterParameterGroups()
                    .create(
                        caller(),
                        request.dbClusterParameterGroupName(),
                        request.dbParameterGroupFamily(),
                        request.description(),
                        request.tags())))
        .build();
  }

  @Override
  default CopyDbClusterParameterGroupResponse copyDBClusterParameterGroup(
      CopyDbClusterParameterGroupRequest request) {
    return CopyDbClusterParameterGroupResponse.builder()
        .dbClusterParameterGroup(
            ClusterGroups.shown(
                parts()
                    .around()
                    .clusterParameterGroups()
                    .copy(
                        caller(),
                        request.sourceDBClusterParameterGroupIdentifier(),
                        request.targetDBClusterParameterGroupIdentifier(),
                        request.targetDBClusterParameterGroupDescription(),
                        request.tags())))
        .build();
  }

  @Override
  default DescribeDbClusterParameterGroupsResponse describeDBClusterParameterGroups(
      DescribeDbClusterParameterGroupsRequest request) {
    Page<DBParameterGroup> page =
        parts()
            .around()
            .clusterParameterGroups()
            .describe(
                caller(),
                request.dbClusterParameterGroupName(),
                request.marker(),
                request.maxRecords());
    return DescribeDbClusterParameterGroupsResponse.builder()
        .dbClusterParameterGroups(page.items().stream().map(ClusterGroups::shown).toList())
        .marker(page.next())
        .build();
  }

  @Override
  default ModifyDbClusterParameterGroupResponse modifyDBClusterParameterGroup(
      ModifyDbClusterParameterGroupRequest request) {
    return ModifyDbClusterParameterGroupResponse.builder()
        .dbClusterParameterGroupName(
            parts()
                .around()
                .clusterParameters()
                .modify(caller(), request.dbClusterParameterGroupName(), request.parameters()))
        .build();
  }

  @Override
  default ResetDbClusterParameterGroupResponse resetDBClusterParameterGroup(
      ResetDbClusterParameterGroupRequest request) {
    return ResetDbClusterParameterGroupResponse.builder()
        .dbClusterParameterGroupName(
            parts()
                .around()
                .clusterParameters()
                .reset(
                    caller(),
                    request.dbClusterParameterGroupName(),
                    request.resetAllParameters(),
                    request.parameters()))
        .build();
  }

  @Override
  default DeleteDbClusterParameterGroupResponse deleteDBClusterParameterGroup(
      DeleteDbClusterParameterGroupRequest request) {
    parts()
        .around()
        .clusterParameterGroups()
        .delete(caller(), request.dbClusterParameterGroupName());
    return DeleteDbClusterParameterGroupResponse.builder().build();
  }

  @Override
  default DescribeDbClusterParametersResponse describeDBClusterParameters(
      DescribeDbClusterParametersRequest request) {
    Page<Parameter> page =
        parts()
            .around()
            .clusterParameters()
            .describe(
                caller(),
                request.dbClusterParameterGroupName(),
                request.source(),
                request.filters(),
                request.marker(),
                request.maxRecords());
    return DescribeDbClusterParametersResponse.builder()
        .parameters(page.items())
        .marker(page.next())
        .build();
  }

  @Override
  default DescribeEngineDefaultClusterParametersResponse describeEngineDefaultClusterParameters(
      DescribeEngineDefaultClusterParametersRequest request) {
    Page<Parameter> page =
        parts()
            .around()
            .clusterParameters()
            .defaults(
                request.dbParameterGroupFamily(),
                request.filters(),
                request.marker(),
                request.maxRecords());
    return DescribeEngineDefaultClusterParametersResponse.builder()
        .engineDefaults(
            defaults ->
                defaults
                    .dbParameterGroupFamily(request.dbParameterGroupFamily())
                    .parameters(page.items())
                    .marker(page.next()))
        .build();
  }
}
