package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.AttachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.CreatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreatePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DeletePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DeletePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DetachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.DetachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesResponse;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyResponse;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyResponse;

/** Operations on service control policies. */
interface ControlPolicyOperations extends OrganizationsClient {
  Caller caller();

  ControlPolicies policies();

  Attachments attachments();

  @Override
  default CreatePolicyResponse createPolicy(CreatePolicyRequest request) {
    return CreatePolicyResponse.builder().policy(policies().create(caller(), request)).build();
  }

  @Override
  default DescribePolicyResponse describePolicy(DescribePolicyRequest request) {
    return DescribePolicyResponse.builder()
        .policy(policies().describe(caller(), request.policyId()))
        .build();
  }

  @Override
  default UpdatePolicyResponse updatePolicy(UpdatePolicyRequest request) {
    return UpdatePolicyResponse.builder().policy(policies().update(caller(), request)).build();
  }

  @Override
  default DeletePolicyResponse deletePolicy(DeletePolicyRequest request) {
    policies().delete(caller(), request.policyId());
    return DeletePolicyResponse.builder().build();
  }

  @Override
  default ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
    Page<PolicySummary> page =
        OrganizationChecks.page(
            policies().list(caller(), request.filter()),
            PolicySummary::id,
            request.nextToken(),
            request.maxResults());
    return ListPoliciesResponse.builder().policies(page.items()).nextToken(page.next()).build();
  }

  @Override
  default AttachPolicyResponse attachPolicy(AttachPolicyRequest request) {
    attachments().attach(caller(), request.policyId(), request.targetId());
    return AttachPolicyResponse.builder().build();
  }

  @Override
  default DetachPolicyResponse detachPolicy(DetachPolicyRequest request) {
    attachments().detach(caller(), request.policyId(), request.targetId());
    return DetachPolicyResponse.builder().build();
  }

  @Override
  default ListPoliciesForTargetResponse listPoliciesForTarget(
      ListPoliciesForTargetRequest request) {
    Page<PolicySummary> page =
        OrganizationChecks.page(
            attachments().policies(caller(), request.targetId(), request.filter()),
            PolicySummary::id,
            request.nextToken(),
            request.maxResults());
    return ListPoliciesForTargetResponse.builder()
        .policies(page.items())
        .nextToken(page.next())
        .build();
  }

  @Override
  default ListTargetsForPolicyResponse listTargetsForPolicy(ListTargetsForPolicyRequest request) {
    Page<PolicyTargetSummary> page =
        OrganizationChecks.page(
            attachments().targets(caller(), request.policyId()),
            PolicyTargetSummary::targetId,
            request.nextToken(),
            request.maxResults());
    return ListTargetsForPolicyResponse.builder()
        .targets(page.items())
        .nextToken(page.next())
        .build();
  }
}
