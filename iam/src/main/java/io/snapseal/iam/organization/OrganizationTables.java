package io.snapseal.iam.organization;

import io.snapseal.iam.directory.Directory;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.Root;

/**
 * Where organizations are kept. Accounts and organizations are in no account's scope, because an
 * account's id alone must find them; all else is in that of the management account.
 */
final class OrganizationTables {
  static final ResourceTable<Organization, NoInternals> ORGANIZATIONS =
      new ResourceTable<>(
          "organization", Organization.class, Organization::builder, NoInternals.class);
  static final ResourceTable<Account, NodeInternals> ACCOUNTS =
      new ResourceTable<>(
          "organization-account", Account.class, Account::builder, NodeInternals.class);
  static final ResourceTable<Root, NodeInternals> ROOTS =
      new ResourceTable<>("organization-root", Root.class, Root::builder, NodeInternals.class);
  static final ResourceTable<OrganizationalUnit, NodeInternals> UNITS =
      new ResourceTable<>(
          "organization-unit",
          OrganizationalUnit.class,
          OrganizationalUnit::builder,
          NodeInternals.class);
  static final ResourceTable<PolicySummary, ControlPolicyInternals> POLICIES =
      new ResourceTable<>(
          "organization-policy",
          PolicySummary.class,
          PolicySummary::builder,
          ControlPolicyInternals.class);
  static final ResourceTable<CreateAccountStatus, NoInternals> REQUESTS =
      new ResourceTable<>(
          "organization-account-request",
          CreateAccountStatus.class,
          CreateAccountStatus::builder,
          NoInternals.class);

  /** The scope of what is found by an account's id alone. */
  static final Scope EVERYBODYS = Directory.scope("000000000000");

  private OrganizationTables() {}

  static Optional<Row<Account, NodeInternals>> account(Handle handle, String id) {
    return ACCOUNTS.find(handle, EVERYBODYS, id);
  }

  static Optional<Row<Organization, NoInternals>> organization(Handle handle, String management) {
    return ORGANIZATIONS.find(handle, EVERYBODYS, management);
  }
}
