package io.snapseal.iam.organization;

import static io.snapseal.iam.organization.OrganizationFixture.MANAGEMENT;
import static io.snapseal.iam.organization.OrganizationFixture.ROLE;
import static io.snapseal.iam.organization.OrganizationFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.RoleInternals;
import io.snapseal.state.Row;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.Tag;

class AccountsTest {
  @TempDir private Path home;
  private OrganizationFixture fixture;
  private OrganizationsClient client;
  private String root;

  @BeforeEach
  void open() {
    fixture = new OrganizationFixture(home);
    client = fixture.client();
    root = fixture.controlled();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anAccountComesWithTheRoleItsManagementAccountAssumes() {
    CreateAccountStatus status =
        client
            .createAccount(
                r ->
                    r.accountName("ledger")
                        .email("ledger@example.com")
                        .tags(Tag.builder().key("stage").value("live").build()))
            .createAccountStatus();
    assertThat(status.id()).matches("car-[a-z0-9]{8,32}");
    assertThat(status.state()).isEqualTo(CreateAccountState.SUCCEEDED);
    assertThat(
            client
                .describeCreateAccountStatus(r -> r.createAccountRequestId(status.id()))
                .createAccountStatus())
        .isEqualTo(status);

    Account account = client.describeAccount(r -> r.accountId(status.accountId())).account();
    assertThat(account.status()).isEqualTo(AccountStatus.ACTIVE);
    assertThat(account.joinedMethodAsString()).isEqualTo("CREATED");
    assertThat(client.listTagsForResource(r -> r.resourceId(account.id())).tags())
        .containsExactly(Tag.builder().key("stage").value("live").build());
    Row<Role, RoleInternals> role =
        fixture
            .state
            .read(h -> Directory.ROLES.find(h, Directory.scope(account.id()), Directory.id(ROLE)))
            .orElseThrow();
    assertThat(role.shown().arn()).isEqualTo("arn:aws:iam::" + account.id() + ":role/" + ROLE);
    assertThat(role.shown().assumeRolePolicyDocument())
        .contains("\"AWS\":\"arn:aws:iam::" + MANAGEMENT + ":root\"");
    assertThat(role.internal().policies().attached())
        .containsExactly("arn:aws:iam::aws:policy/AdministratorAccess");
  }

  /** As AWS does: the call succeeds, and the request has failed. */
  @Test
  void anAddressIsOneAccounts() {
    fixture.account("ledger");
    CreateAccountStatus second =
        client
            .createAccount(r -> r.accountName("other").email("LEDGER@example.com"))
            .createAccountStatus();
    assertThat(second.state()).isEqualTo(CreateAccountState.FAILED);
    assertThat(second.failureReason()).isEqualTo(CreateAccountFailureReason.EMAIL_ALREADY_EXISTS);
    assertThat(client.listAccounts(r -> {}).accounts()).hasSize(2);
    assertThat(
            client
                .listCreateAccountStatus(r -> r.states(CreateAccountState.FAILED))
                .createAccountStatuses())
        .containsExactly(second);
    assertFails(
        () -> client.createAccount(r -> r.accountName("x").email("nobody")),
        "InvalidInputException",
        "You provided a value that does not match the required pattern.");
    assertFails(
        () ->
            client.describeCreateAccountStatus(
                r -> r.createAccountRequestId("car-12345678901234567890")),
        "CreateAccountStatusNotFoundException",
        "We can't find an create account request with the CreateAccountRequestId that you specified.");
  }

  @Test
  void accountsComeInPages() {
    for (int i = 0; i < 24; i++) {
      fixture.account("a" + i);
    }
    assertThat(client.listAccounts(r -> {}).accounts()).hasSize(20);
    List<String> all =
        client.listAccountsPaginator(r -> r.maxResults(7)).stream()
            .flatMap(page -> page.accounts().stream())
            .map(Account::id)
            .toList();
    assertThat(all).hasSize(25).doesNotHaveDuplicates();
    assertFails(
        () -> client.listAccounts(r -> r.nextToken("?")),
        "InvalidInputException",
        "You provided an invalid value for NextToken.");
    assertFails(
        () -> client.listAccounts(r -> r.maxResults(21)),
        "InvalidInputException",
        "You provided a value for MaxResults that is more than 20.");
  }

  @Test
  void aClosedAccountStaysUntilItIsRemoved() {
    String account = fixture.account("ledger");
    assertThat(fixture.memberships.isClosed(account)).isFalse();
    client.closeAccount(r -> r.accountId(account));
    assertThat(fixture.memberships.isClosed(account)).isTrue();
    assertThat(client.describeAccount(r -> r.accountId(account)).account().status())
        .isEqualTo(AccountStatus.SUSPENDED);
    assertFails(
        () -> client.closeAccount(r -> r.accountId(account)),
        "AccountAlreadyClosedException",
        "You attempted to close an account that is already closed.");
    client.removeAccountFromOrganization(r -> r.accountId(account));
    assertFails(
        () -> client.describeAccount(r -> r.accountId(account)),
        "AccountNotFoundException",
        "You specified an account that doesn't exist in your organization.");
  }

  @Test
  void theManagementAccountStays() {
    assertFails(
        () -> client.closeAccount(r -> r.accountId(MANAGEMENT)),
        "ConstraintViolationException",
        "You can't close the management account of an organization with this operation.");
    assertFails(
        () -> client.removeAccountFromOrganization(r -> r.accountId(MANAGEMENT)),
        "MasterCannotLeaveOrganizationException",
        "You can't remove a management account from an organization. If you want the management account to become a member account in another organization, you must first delete the current organization of the management account.");
  }

  @Test
  void anAccountIsMovedFromWhereItIs() {
    String unit = fixture.unit(root, "unit");
    String account = fixture.account("ledger");
    assertFails(
        () ->
            client.moveAccount(
                r -> r.accountId(account).sourceParentId(unit).destinationParentId(root)),
        "AccountNotFoundException",
        "You specified an account that doesn't exist in your organization.");
    assertFails(
        () ->
            client.moveAccount(
                r -> r.accountId(account).sourceParentId(root).destinationParentId(root)),
        "DuplicateAccountException",
        "That account is already present in the specified destination.");
    assertFails(
        () ->
            client.moveAccount(
                r ->
                    r.accountId(account)
                        .sourceParentId(root)
                        .destinationParentId("ou-abcd-12345678")),
        "DestinationParentNotFoundException",
        "We can't find a destination container (a root or OU) with the ID you specified.");
    client.moveAccount(r -> r.accountId(account).sourceParentId(root).destinationParentId(unit));
    assertThat(client.listParents(r -> r.childId(account)).parents())
        .singleElement()
        .satisfies(parent -> assertThat(parent.id()).isEqualTo(unit));
    assertThat(client.listAccountsForParent(r -> r.parentId(unit)).accounts())
        .extracting(Account::id)
        .containsExactly(account);
    assertThat(client.listChildren(r -> r.parentId(unit).childType("ACCOUNT")).children())
        .hasSize(1);
  }
}
