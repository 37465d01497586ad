package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupResponse;
import software.amazon.awssdk.services.iam.model.User;

/** Operations on groups and their members. */
interface GroupOperations extends IamClient {
  Caller caller();

  Groups groups();

  @Override
  default CreateGroupResponse createGroup(CreateGroupRequest request) {
    return CreateGroupResponse.builder().group(groups().create(caller(), request)).build();
  }

  @Override
  default GetGroupResponse getGroup(GetGroupRequest request) {
    Page<User> page =
        groups().members(caller(), request.groupName(), request.marker(), request.maxItems());
    return GetGroupResponse.builder()
        .group(groups().get(caller(), request.groupName()))
        .users(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default ListGroupsResponse listGroups(ListGroupsRequest request) {
    Page<Group> page = groups().list(caller(), request);
    return ListGroupsResponse.builder()
        .groups(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default UpdateGroupResponse updateGroup(UpdateGroupRequest request) {
    groups().update(caller(), request);
    return UpdateGroupResponse.builder().build();
  }

  @Override
  default DeleteGroupResponse deleteGroup(DeleteGroupRequest request) {
    groups().delete(caller(), request.groupName());
    return DeleteGroupResponse.builder().build();
  }

  @Override
  default AddUserToGroupResponse addUserToGroup(AddUserToGroupRequest request) {
    groups().add(caller(), request.groupName(), request.userName());
    return AddUserToGroupResponse.builder().build();
  }

  @Override
  default RemoveUserFromGroupResponse removeUserFromGroup(RemoveUserFromGroupRequest request) {
    groups().remove(caller(), request.groupName(), request.userName());
    return RemoveUserFromGroupResponse.builder().build();
  }

  @Override
  default ListGroupsForUserResponse listGroupsForUser(ListGroupsForUserRequest request) {
    Page<Group> page = groups().of(caller(), request);
    return ListGroupsForUserResponse.builder()
        .groups(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }
}
