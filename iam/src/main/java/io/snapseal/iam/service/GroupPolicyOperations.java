package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.GroupInternals;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;

/** Operations on the policies of groups. */
interface GroupPolicyOperations extends IamClient {
  Caller caller();

  HeldPolicies<Group, GroupInternals> groupPolicies();

  @Override
  default PutGroupPolicyResponse putGroupPolicy(PutGroupPolicyRequest request) {
    groupPolicies()
        .put(caller(), request.groupName(), request.policyName(), request.policyDocument());
    return PutGroupPolicyResponse.builder().build();
  }

  @Override
  default GetGroupPolicyResponse getGroupPolicy(GetGroupPolicyRequest request) {
    return GetGroupPolicyResponse.builder()
        .groupName(groupPolicies().canonical(caller(), request.groupName()))
        .policyName(request.policyName())
        .policyDocument(groupPolicies().get(caller(), request.groupName(), request.policyName()))
        .build();
  }

  @Override
  default DeleteGroupPolicyResponse deleteGroupPolicy(DeleteGroupPolicyRequest request) {
    groupPolicies().delete(caller(), request.groupName(), request.policyName());
    return DeleteGroupPolicyResponse.builder().build();
  }

  @Override
  default ListGroupPoliciesResponse listGroupPolicies(ListGroupPoliciesRequest request) {
    Page<String> page =
        groupPolicies().list(caller(), request.groupName(), request.marker(), request.maxItems());
    return ListGroupPoliciesResponse.builder()
        .policyNames(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default AttachGroupPolicyResponse attachGroupPolicy(AttachGroupPolicyRequest request) {
    groupPolicies().attach(caller(), request.groupName(), request.policyArn());
    return AttachGroupPolicyResponse.builder().build();
  }

  @Override
  default DetachGroupPolicyResponse detachGroupPolicy(DetachGroupPolicyRequest request) {
    groupPolicies().detach(caller(), request.groupName(), request.policyArn());
    return DetachGroupPolicyResponse.builder().build();
  }

  @Override
  default ListAttachedGroupPoliciesResponse listAttachedGroupPolicies(
      ListAttachedGroupPoliciesRequest request) {
    Page<AttachedPolicy> page =
        groupPolicies()
            .attached(
                caller(),
                request.groupName(),
                request.pathPrefix(),
                request.marker(),
                request.maxItems());
    return ListAttachedGroupPoliciesResponse.builder()
        .attachedPolicies(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }
}
