package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;
import software.amazon.awssdk.services.iam.model.User;

/** Operations on users. */
interface UserOperations extends IamClient {
  Caller caller();

  Users users();

  @Override
  default CreateUserResponse createUser(CreateUserRequest request) {
    return CreateUserResponse.builder().user(users().create(caller(), request)).build();
  }

  @Override
  default GetUserResponse getUser(GetUserRequest request) {
    return GetUserResponse.builder().user(users().get(caller(), request.userName())).build();
  }

  @Override
  default ListUsersResponse listUsers(ListUsersRequest request) {
    Page<User> page = users().list(caller(), request);
    return ListUsersResponse.builder()
        .users(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default UpdateUserResponse updateUser(UpdateUserRequest request) {
    users().update(caller(), request);
    return UpdateUserResponse.builder().build();
  }

  @Override
  default DeleteUserResponse deleteUser(DeleteUserRequest request) {
    users().delete(caller(), request.userName());
    return DeleteUserResponse.builder().build();
  }

  @Override
  default PutUserPermissionsBoundaryResponse putUserPermissionsBoundary(
      PutUserPermissionsBoundaryRequest request) {
    users().bounded().putBoundary(caller(), request.userName(), request.permissionsBoundary());
    return PutUserPermissionsBoundaryResponse.builder().build();
  }

  @Override
  default DeleteUserPermissionsBoundaryResponse deleteUserPermissionsBoundary(
      DeleteUserPermissionsBoundaryRequest request) {
    users().bounded().deleteBoundary(caller(), request.userName());
    return DeleteUserPermissionsBoundaryResponse.builder().build();
  }

  @Override
  default TagUserResponse tagUser(TagUserRequest request) {
    users()
        .bounded()
        .changeTags(caller(), request.userName(), tags -> EntityTags.added(tags, request.tags()));
    return TagUserResponse.builder().build();
  }

  @Override
  default UntagUserResponse untagUser(UntagUserRequest request) {
    users()
        .bounded()
        .changeTags(
            caller(), request.userName(), tags -> EntityTags.removed(tags, request.tagKeys()));
    return UntagUserResponse.builder().build();
  }

  @Override
  default ListUserTagsResponse listUserTags(ListUserTagsRequest request) {
    Page<Tag> page =
        Lists.page(
            users().bounded().tagsOf(caller(), request.userName()),
            Tag::key,
            request.marker(),
            request.maxItems());
    return ListUserTagsResponse.builder()
        .tags(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }
}
