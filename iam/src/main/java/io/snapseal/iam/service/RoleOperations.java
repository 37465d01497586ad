package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** Operations on roles. */
interface RoleOperations extends IamClient {
  Caller caller();

  Roles roles();

  @Override
  default CreateRoleResponse createRole(CreateRoleRequest request) {
    return CreateRoleResponse.builder().role(roles().create(caller(), request)).build();
  }

  @Override
  default GetRoleResponse getRole(GetRoleRequest request) {
    return GetRoleResponse.builder().role(roles().get(caller(), request.roleName())).build();
  }

  @Override
  default ListRolesResponse listRoles(ListRolesRequest request) {
    Page<Role> page = roles().list(caller(), request);
    return ListRolesResponse.builder()
        .roles(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default UpdateRoleResponse updateRole(UpdateRoleRequest request) {
    roles().update(caller(), request);
    return UpdateRoleResponse.builder().build();
  }

  @Override
  default UpdateRoleDescriptionResponse updateRoleDescription(
      UpdateRoleDescriptionRequest request) {
    return UpdateRoleDescriptionResponse.builder()
        .role(roles().describe(caller(), request.roleName(), request.description()))
        .build();
  }

  @Override
  default UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(
      UpdateAssumeRolePolicyRequest request) {
    roles().updateTrust(caller(), request);
    return UpdateAssumeRolePolicyResponse.builder().build();
  }

  @Override
  default DeleteRoleResponse deleteRole(DeleteRoleRequest request) {
    roles().delete(caller(), request.roleName());
    return DeleteRoleResponse.builder().build();
  }

  @Override
  default PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
      PutRolePermissionsBoundaryRequest request) {
    roles().bounded().putBoundary(caller(), request.roleName(), request.permissionsBoundary());
    return PutRolePermissionsBoundaryResponse.builder().build();
  }

  @Override
  default DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
      DeleteRolePermissionsBoundaryRequest request) {
    roles().bounded().deleteBoundary(caller(), request.roleName());
    return DeleteRolePermissionsBoundaryResponse.builder().build();
  }

  @Override
  default ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(
      ListInstanceProfilesForRoleRequest request) {
    // There are no instances here that a profile could be for.
    roles().get(caller(), request.roleName());
    return ListInstanceProfilesForRoleResponse.builder()
        .instanceProfiles(List.of())
        .isTruncated(false)
        .build();
  }

  @Override
  default TagRoleResponse tagRole(TagRoleRequest request) {
    roles()
        .bounded()
        .changeTags(caller(), request.roleName(), tags -> EntityTags.added(tags, request.tags()));
    return TagRoleResponse.builder().build();
  }

  @Override
  default UntagRoleResponse untagRole(UntagRoleRequest request) {
    roles()
        .bounded()
        .changeTags(
            caller(), request.roleName(), tags -> EntityTags.removed(tags, request.tagKeys()));
    return UntagRoleResponse.builder().build();
  }

  @Override
  default ListRoleTagsResponse listRoleTags(ListRoleTagsRequest request) {
    Page<Tag> page =
        Lists.page(
            roles().bounded().tagsOf(caller(), request.roleName()),
            Tag::key,
            request.marker(),
            request.maxItems());
    return ListRoleTagsResponse.builder()
        .tags(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }
}
