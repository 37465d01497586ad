package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import java.util.List;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.organizations.model.TagResourceRequest;
import software.amazon.awssdk.services.organizations.model.TagResourceResponse;
import software.amazon.awssdk.services.organizations.model.UntagResourceRequest;
import software.amazon.awssdk.services.organizations.model.UntagResourceResponse;

/** Operations on tags, and on what a private region has none of. */
interface OrganizationTagOperations extends OrganizationsClient {
  Caller caller();

  Relations relations();

  @Override
  default TagResourceResponse tagResource(TagResourceRequest request) {
    relations()
        .tag(
            caller(),
            request.resourceId(),
            OrganizationChecks.required(request.hasTags() ? request.tags() : null, "Tags"));
    return TagResourceResponse.builder().build();
  }

  @Override
  default UntagResourceResponse untagResource(UntagResourceRequest request) {
    relations()
        .untag(
            caller(),
            request.resourceId(),
            OrganizationChecks.required(
                request.hasTagKeys() ? request.tagKeys() : null, "TagKeys"));
    return UntagResourceResponse.builder().build();
  }

  @Override
  default ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    Page<Tag> page =
        OrganizationChecks.page(
            relations().tags(caller(), request.resourceId()), Tag::key, request.nextToken(), null);
    return ListTagsForResourceResponse.builder().tags(page.items()).nextToken(page.next()).build();
  }

  @Override
  default ListAwsServiceAccessForOrganizationResponse listAWSServiceAccessForOrganization(
      ListAwsServiceAccessForOrganizationRequest request) {
    // No service of this region acts for a whole organization.
    relations().roots(caller());
    return ListAwsServiceAccessForOrganizationResponse.builder()
        .enabledServicePrincipals(List.of())
        .build();
  }

  @Override
  default ListDelegatedAdministratorsResponse listDelegatedAdministrators(
      ListDelegatedAdministratorsRequest request) {
    // Only the management account administers here.
    relations().roots(caller());
    return ListDelegatedAdministratorsResponse.builder().delegatedAdministrators(List.of()).build();
  }
}
