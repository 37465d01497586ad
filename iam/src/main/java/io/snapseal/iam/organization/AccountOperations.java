package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import java.util.Set;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.CloseAccountRequest;
import software.amazon.awssdk.services.organizations.model.CloseAccountResponse;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountResponse;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusResponse;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.MoveAccountResponse;
import software.amazon.awssdk.services.organizations.model.RemoveAccountFromOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.RemoveAccountFromOrganizationResponse;

/** Operations on accounts. */
interface AccountOperations extends OrganizationsClient {
  Caller caller();

  Accounts accounts();

  NewAccounts newAccounts();

  @Override
  default CreateAccountResponse createAccount(CreateAccountRequest request) {
    return CreateAccountResponse.builder()
        .createAccountStatus(newAccounts().create(caller(), request))
        .build();
  }

  @Override
  default DescribeCreateAccountStatusResponse describeCreateAccountStatus(
      DescribeCreateAccountStatusRequest request) {
    return DescribeCreateAccountStatusResponse.builder()
        .createAccountStatus(accounts().status(caller(), request.createAccountRequestId()))
        .build();
  }

  @Override
  default ListCreateAccountStatusResponse listCreateAccountStatus(
      ListCreateAccountStatusRequest request) {
    Page<CreateAccountStatus> page =
        OrganizationChecks.page(
            accounts().statuses(caller(), Set.copyOf(request.states())),
            CreateAccountStatus::id,
            request.nextToken(),
            request.maxResults());
    return ListCreateAccountStatusResponse.builder()
        .createAccountStatuses(page.items())
        .nextToken(page.next())
        .build();
  }

  @Override
  default ListAccountsResponse listAccounts(ListAccountsRequest request) {
    Page<Account> page =
        OrganizationChecks.page(
            accounts().list(caller()), Account::id, request.nextToken(), request.maxResults());
    return ListAccountsResponse.builder().accounts(page.items()).nextToken(page.next()).build();
  }

  @Override
  default DescribeAccountResponse describeAccount(DescribeAccountRequest request) {
    return DescribeAccountResponse.builder()
        .account(accounts().describe(caller(), request.accountId()))
        .build();
  }

  @Override
  default CloseAccountResponse closeAccount(CloseAccountRequest request) {
    accounts().close(caller(), request.accountId());
    return CloseAccountResponse.builder().build();
  }

  @Override
  default RemoveAccountFromOrganizationResponse removeAccountFromOrganization(
      RemoveAccountFromOrganizationRequest request) {
    accounts().remove(caller(), request.accountId());
    return RemoveAccountFromOrganizationResponse.builder().build();
  }

  @Override
  default MoveAccountResponse moveAccount(MoveAccountRequest request) {
    accounts().move(caller(), request);
    return MoveAccountResponse.builder().build();
  }
}
