package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

/** Operations on managed policies and their versions. */
interface PolicyOperations extends IamClient {
  Caller caller();

  ManagedPolicies managedPolicies();

  PolicyVersions policyVersions();

  PolicyEntities policyEntities();

  @Override
  default CreatePolicyResponse createPolicy(CreatePolicyRequest request) {
    return CreatePolicyResponse.builder()
        .policy(managedPolicies().create(caller(), request))
        .build();
  }

  @Override
  default GetPolicyResponse getPolicy(GetPolicyRequest request) {
    return GetPolicyResponse.builder()
        .policy(managedPolicies().get(caller(), request.policyArn()))
        .build();
  }

  @Override
  default ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
    Page<Policy> page = managedPolicies().list(caller(), request);
    return ListPoliciesResponse.builder()
        .policies(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default DeletePolicyResponse deletePolicy(DeletePolicyRequest request) {
    managedPolicies().delete(caller(), request.policyArn());
    return DeletePolicyResponse.builder().build();
  }

  @Override
  default CreatePolicyVersionResponse createPolicyVersion(CreatePolicyVersionRequest request) {
    return CreatePolicyVersionResponse.builder()
        .policyVersion(policyVersions().create(caller(), request))
        .build();
  }

  @Override
  default GetPolicyVersionResponse getPolicyVersion(GetPolicyVersionRequest request) {
    return GetPolicyVersionResponse.builder()
        .policyVersion(policyVersions().get(caller(), request.policyArn(), request.versionId()))
        .build();
  }

  @Override
  default ListPolicyVersionsResponse listPolicyVersions(ListPolicyVersionsRequest request) {
    Page<PolicyVersion> page = policyVersions().list(caller(), request);
    return ListPolicyVersionsResponse.builder()
        .versions(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default DeletePolicyVersionResponse deletePolicyVersion(DeletePolicyVersionRequest request) {
    policyVersions().delete(caller(), request.policyArn(), request.versionId());
    return DeletePolicyVersionResponse.builder().build();
  }

  @Override
  default SetDefaultPolicyVersionResponse setDefaultPolicyVersion(
      SetDefaultPolicyVersionRequest request) {
    policyVersions().setDefault(caller(), request.policyArn(), request.versionId());
    return SetDefaultPolicyVersionResponse.builder().build();
  }

  @Override
  default ListEntitiesForPolicyResponse listEntitiesForPolicy(
      ListEntitiesForPolicyRequest request) {
    return policyEntities().list(caller(), request);
  }

  @Override
  default TagPolicyResponse tagPolicy(TagPolicyRequest request) {
    managedPolicies()
        .changeTags(caller(), request.policyArn(), tags -> EntityTags.added(tags, request.tags()));
    return TagPolicyResponse.builder().build();
  }

  @Override
  default UntagPolicyResponse untagPolicy(UntagPolicyRequest request) {
    managedPolicies()
        .changeTags(
            caller(), request.policyArn(), tags -> EntityTags.removed(tags, request.tagKeys()));
    return UntagPolicyResponse.builder().build();
  }

  @Override
  default ListPolicyTagsResponse listPolicyTags(ListPolicyTagsRequest request) {
    Page<Tag> page =
        Lists.page(
            managedPolicies().tags(caller(), request.policyArn()),
            Tag::key,
            request.marker(),
            request.maxItems());
    return ListPolicyTagsResponse.builder()
        .tags(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }
}
