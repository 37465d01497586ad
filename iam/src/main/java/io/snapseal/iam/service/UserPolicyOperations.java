package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.UserInternals;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.User;

/** Operations on the policies of users. */
interface UserPolicyOperations extends IamClient {
  Caller caller();

  HeldPolicies<User, UserInternals> userPolicies();

  @Override
  default PutUserPolicyResponse putUserPolicy(PutUserPolicyRequest request) {
    userPolicies()
        .put(caller(), request.userName(), request.policyName(), request.policyDocument());
    return PutUserPolicyResponse.builder().build();
  }

  @Override
  default GetUserPolicyResponse getUserPolicy(GetUserPolicyRequest request) {
    return GetUserPolicyResponse.builder()
        .userName(userPolicies().canonical(caller(), request.userName()))
        .policyName(request.policyName())
        .policyDocument(userPolicies().get(caller(), request.userName(), request.policyName()))
        .build();
  }

  @Override
  default DeleteUserPolicyResponse deleteUserPolicy(DeleteUserPolicyRequest request) {
    userPolicies().delete(caller(), request.userName(), request.policyName());
    return DeleteUserPolicyResponse.builder().build();
  }

  @Override
  default ListUserPoliciesResponse listUserPolicies(ListUserPoliciesRequest request) {
    Page<String> page =
        userPolicies().list(caller(), request.userName(), request.marker(), request.maxItems());
    return ListUserPoliciesResponse.builder()
        .policyNames(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default AttachUserPolicyResponse attachUserPolicy(AttachUserPolicyRequest request) {
    userPolicies().attach(caller(), request.userName(), request.policyArn());
    return AttachUserPolicyResponse.builder().build();
  }

  @Override
  default DetachUserPolicyResponse detachUserPolicy(DetachUserPolicyRequest request) {
    userPolicies().detach(caller(), request.userName(), request.policyArn());
    return DetachUserPolicyResponse.builder().build();
  }

  @Override
  default ListAttachedUserPoliciesResponse listAttachedUserPolicies(
      ListAttachedUserPoliciesRequest request) {
    Page<AttachedPolicy> page =
        userPolicies()
            .attached(
                caller(),
                request.userName(),
                request.pathPrefix(),
                request.marker(),
                request.maxItems());
    return ListAttachedUserPoliciesResponse.builder()
        .attachedPolicies(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }
}
