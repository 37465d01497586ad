package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeResponse;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeResponse;

/** Operations on an organization as a whole. */
interface LifeOperations extends OrganizationsClient {
  Caller caller();

  OrganizationLife life();

  PolicyTypes policyTypes();

  @Override
  default CreateOrganizationResponse createOrganization(CreateOrganizationRequest request) {
    return CreateOrganizationResponse.builder()
        .organization(life().create(caller(), request))
        .build();
  }

  @Override
  default DescribeOrganizationResponse describeOrganization(DescribeOrganizationRequest request) {
    return DescribeOrganizationResponse.builder().organization(life().describe(caller())).build();
  }

  @Override
  default DeleteOrganizationResponse deleteOrganization(DeleteOrganizationRequest request) {
    life().delete(caller());
    return DeleteOrganizationResponse.builder().build();
  }

  @Override
  default EnablePolicyTypeResponse enablePolicyType(EnablePolicyTypeRequest request) {
    return EnablePolicyTypeResponse.builder().root(policyTypes().enable(caller(), request)).build();
  }

  @Override
  default DisablePolicyTypeResponse disablePolicyType(DisablePolicyTypeRequest request) {
    return DisablePolicyTypeResponse.builder()
        .root(policyTypes().disable(caller(), request))
        .build();
  }
}
