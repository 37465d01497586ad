package io.snapseal.rds;

import io.snapseal.state.Page;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultParametersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupResponse;

/** Operations on DB parameter groups. */
interface ParameterGroupOperations extends Operations {
  @Override
  default CreateDbParameterGroupResponse createDBParameterGroup(
      CreateDbParameterGroupRequest request) {
    return CreateDbParameterGroupResponse.builder()
        .dbParameterGroup(
            parts()
                .around()
                .parameterGroups()
                .create(
                    caller(),
                    request.dbParameterGroupName(),
                    request.dbParameterGroupFamily(),
                    request.description(),
                    request.tags()))
        .build();
  }

  @Override
  default CopyDbParameterGroupResponse copyDBParameterGroup(CopyDbParameterGroupRequest request) {
    return CopyDbParameterGroupResponse.builder()
        .dbParameterGroup(
            parts()
                .around()
                .parameterGroups()
                .copy(
                    caller(),
                    request.sourceDBParameterGroupIdentifier(),
                    request.targetDBParameterGroupIdentifier(),
                    request.targetDBParameterGroupDescription(),
                    request.tags()))
        .build();
  }

  @Override
  default DescribeDbParameterGroupsResponse describeDBParameterGroups(
      DescribeDbParameterGroupsRequest request) {
    Page<DBParameterGroup> page =
        parts()
            .around()
            .parameterGroups()
            .describe(
                caller(), request.dbParameterGroupName(), request.marker(), request.maxRecords());
    return DescribeDbParameterGroupsResponse.builder()
        .dbParameterGroups(page.items())
        .marker(page.next())
        .build();
  }

  @Override
  default ModifyDbParameterGroupResponse modifyDBParameterGroup(
      ModifyDbParameterGroupRequest request) {
    return ModifyDbParameterGroupResponse.builder()
        .dbParameterGroupName(
            parts()
                .around()
                .parameters()
                .modify(caller(), request.dbParameterGroupName(), request.parameters()))
        .build();
  }

  @Override
  default ResetDbParameterGroupResponse resetDBParameterGroup(
      ResetDbParameterGroupRequest request) {
    return ResetDbParameterGroupResponse.builder()
        .dbParameterGroupName(
            parts()
                .around()
                .parameters()
                .reset(
                    caller(),
                    request.dbParameterGroupName(),
                    request.resetAllParameters(),
                    request.parameters()))
        .build();
  }

  @Override
  default DeleteDbParameterGroupResponse deleteDBParameterGroup(
      DeleteDbParameterGroupRequest request) {
    parts().around().parameterGroups().delete(caller(), request.dbParameterGroupName());
    return DeleteDbParameterGroupResponse.builder().build();
  }

  @Override
  default DescribeDbParametersResponse describeDBParameters(DescribeDbParametersRequest request) {
    Page<Parameter> page =
        parts()
            .around()
            .parameters()
            .describe(
                caller(),
                request.dbParameterGroupName(),
                request.source(),
                request.filters(),
                request.marker(),
                request.maxRecords());
    return DescribeDbParametersResponse.builder()
        .parameters(page.items())
        .marker(page.next())
        .build();
  }

  @Override
  default DescribeEngineDefaultParametersResponse describeEngineDefaultParameters(
      DescribeEngineDefaultParametersRequest request) {
    Page<Parameter> page =
        parts()
            .around()
            .parameters()
            .defaults(
                request.dbParameterGroupFamily(),
                request.filters(),
                request.marker(),
                request.maxRecords());
    return DescribeEngineDefaultParametersResponse.builder()
        .engineDefaults(
            defaults ->
                defaults
                    .dbParameterGroupFamily(request.dbParameterGroupFamily())
                    .parameters(page.items())
                    .marker(page.next()))
        .build();
  }
}
