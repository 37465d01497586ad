package io.snapseal.rds;

import io.snapseal.state.Page;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupResponse;

/** Operations on DB subnet groups. */
interface SubnetGroupOperations extends Operations {
  @Override
  default CreateDbSubnetGroupResponse createDBSubnetGroup(CreateDbSubnetGroupRequest request) {
    return CreateDbSubnetGroupResponse.builder()
        .dbSubnetGroup(parts().around().subnetGroups().create(caller(), request))
        .build();
  }

  @Override
  default DescribeDbSubnetGroupsResponse describeDBSubnetGroups(
      DescribeDbSubnetGroupsRequest request) {
    Page<DBSubnetGroup> page = parts().around().subnetGroups().describe(caller(), request);
    return DescribeDbSubnetGroupsResponse.builder()
        .dbSubnetGroups(page.items())
        .marker(page.next())
        .build();
  }

  @Override
  default ModifyDbSubnetGroupResponse modifyDBSubnetGroup(ModifyDbSubnetGroupRequest request) {
    return ModifyDbSubnetGroupResponse.builder()
        .dbSubnetGroup(parts().around().subnetGroups().modify(caller(), request))
        .build();
  }

  @Override
  default DeleteDbSubnetGroupResponse deleteDBSubnetGroup(DeleteDbSubnetGroupRequest request) {
    parts().around().subnetGroups().delete(caller(), request.dbSubnetGroupName());
    return DeleteDbSubnetGroupResponse.builder().build();
  }
}
