package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.UpdateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.UpdateOrganizationalUnitResponse;

/** Operations on the tree of OUs. */
interface UnitOperations extends OrganizationsClient {
  Caller caller();

  Units units();

  Relations relations();

  @Override
  default CreateOrganizationalUnitResponse createOrganizationalUnit(
      CreateOrganizationalUnitRequest request) {
    return CreateOrganizationalUnitResponse.builder()
        .organizationalUnit(units().create(caller(), request))
        .build();
  }

  @Override
  default DescribeOrganizationalUnitResponse describeOrganizationalUnit(
      DescribeOrganizationalUnitRequest request) {
    return DescribeOrganizationalUnitResponse.builder()
        .organizationalUnit(units().describe(caller(), request.organizationalUnitId()))
        .build();
  }

  @Override
  default UpdateOrganizationalUnitResponse updateOrganizationalUnit(
      UpdateOrganizationalUnitRequest request) {
    return UpdateOrganizationalUnitResponse.builder()
        .organizationalUnit(units().update(caller(), request))
        .build();
  }

  @Override
  default DeleteOrganizationalUnitResponse deleteOrganizationalUnit(
      DeleteOrganizationalUnitRequest request) {
    units().delete(caller(), request.organizationalUnitId());
    return DeleteOrganizationalUnitResponse.builder().build();
  }

  @Override
  default ListRootsResponse listRoots(ListRootsRequest request) {
    Page<Root> page =
        OrganizationChecks.page(
            relations().roots(caller()), Root::id, request.nextToken(), request.maxResults());
    return ListRootsResponse.builder().roots(page.items()).nextToken(page.next()).build();
  }

  @Override
  default ListOrganizationalUnitsForParentResponse listOrganizationalUnitsForParent(
      ListOrganizationalUnitsForParentRequest request) {
    Page<OrganizationalUnit> page =
        OrganizationChecks.page(
            relations().units(caller(), request.parentId()),
            OrganizationalUnit::id,
            request.nextToken(),
            request.maxResults());
    return ListOrganizationalUnitsForParentResponse.builder()
        .organizationalUnits(page.items())
        .nextToken(page.next())
        .build();
  }

  @Override
  default ListAccountsForParentResponse listAccountsForParent(
      ListAccountsForParentRequest request) {
    Page<Account> page =
        OrganizationChecks.page(
            relations().accounts(caller(), request.parentId()),
            Account::id,
            request.nextToken(),
            request.maxResults());
    return ListAccountsForParentResponse.builder()
        .accounts(page.items())
        .nextToken(page.next())
        .build();
  }

  @Override
  default ListChildrenResponse listChildren(ListChildrenRequest request) {
    Page<Child> page =
        OrganizationChecks.page(
            relations().children(caller(), request.parentId(), request.childType()),
            Child::id,
            request.nextToken(),
            request.maxResults());
    return ListChildrenResponse.builder().children(page.items()).nextToken(page.next()).build();
  }

  @Override
  default ListParentsResponse listParents(ListParentsRequest request) {
    Page<Parent> page =
        OrganizationChecks.page(
            relations().parents(caller(), request.childId()),
            Parent::id,
            request.nextToken(),
            request.maxResults());
    return ListParentsResponse.builder().parents(page.items()).nextToken(page.next()).build();
  }
}
