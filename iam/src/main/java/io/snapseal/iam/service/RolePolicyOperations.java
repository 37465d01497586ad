package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.RoleInternals;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.Role;

/** Operations on the policies of roles. */
interface RolePolicyOperations extends IamClient {
  Caller caller();

  HeldPolicies<Role, RoleInternals> rolePolicies();

  @Override
  default PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request) {
    rolePolicies()
        .put(caller(), request.roleName(), request.policyName(), request.policyDocument());
    return PutRolePolicyResponse.builder().build();
  }

  @Override
  default GetRolePolicyResponse getRolePolicy(GetRolePolicyRequest request) {
    return GetRolePolicyResponse.builder()
        .roleName(rolePolicies().canonical(caller(), request.roleName()))
        .policyName(request.policyName())
        .policyDocument(rolePolicies().get(caller(), request.roleName(), request.policyName()))
        .build();
  }

  @Override
  default DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest request) {
    rolePolicies().delete(caller(), request.roleName(), request.policyName());
    return DeleteRolePolicyResponse.builder().build();
  }

  @Override
  default ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest request) {
    Page<String> page =
        rolePolicies().list(caller(), request.roleName(), request.marker(), request.maxItems());
    return ListRolePoliciesResponse.builder()
        .policyNames(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request) {
    rolePolicies().attach(caller(), request.roleName(), request.policyArn());
    return AttachRolePolicyResponse.builder().build();
  }

  @Override
  default DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request) {
    rolePolicies().detach(caller(), request.roleName(), request.policyArn());
    return DetachRolePolicyResponse.builder().build();
  }

  @Override
  default ListAttachedRolePoliciesResponse listAttachedRolePolicies(
      ListAttachedRolePoliciesRequest request) {
    Page<AttachedPolicy> page =
        rolePolicies()
            .attached(
                caller(),
                request.roleName(),
                request.pathPrefix(),
                request.marker(),
                request.maxItems());
    return ListAttachedRolePoliciesResponse.builder()
        .attachedPolicies(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }
}
