package io.snapseal.rds;

import io.snapseal.state.Page;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.OptionGroup;

/** Operations on option groups. */
interface OptionGroupOperations extends Operations {
  @Override
  default CreateOptionGroupResponse createOptionGroup(CreateOptionGroupRequest request) {
    return CreateOptionGroupResponse.builder()
        .optionGroup(parts().around().optionGroups().create(caller(), request))
        .build();
  }

  @Override
  default CopyOptionGroupResponse copyOptionGroup(CopyOptionGroupRequest request) {
    return CopyOptionGroupResponse.builder()
        .optionGroup(parts().around().optionGroups().copy(caller(), request))
        .build();
  }

  @Override
  default DescribeOptionGroupsResponse describeOptionGroups(DescribeOptionGroupsRequest request) {
    Page<OptionGroup> page = parts().around().optionGroups().describe(caller(), request);
    return DescribeOptionGroupsResponse.builder()
        .optionGroupsList(page.items())
        .marker(page.next())
        .build();
  }

  @Override
  default ModifyOptionGroupResponse modifyOptionGroup(ModifyOptionGroupRequest request) {
    return ModifyOptionGroupResponse.builder()
        .optionGroup(parts().around().optionGroups().modify(caller(), request))
        .build();
  }

  @Override
  default DeleteOptionGroupResponse deleteOptionGroup(DeleteOptionGroupRequest request) {
    parts().around().optionGroups().delete(caller(), request.optionGroupName());
    return DeleteOptionGroupResponse.builder().build();
  }

  @Override
  default DescribeOptionGroupOptionsResponse describeOptionGroupOptions(
      DescribeOptionGroupOptionsRequest request) {
    return parts().around().surroundings().options(request);
  }
}
