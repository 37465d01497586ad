package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import io.snapseal.state.Row;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationExceptionReason;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.InvalidInputExceptionReason;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.Root;

/** How an organization begins and ends (Organizations user guide, "Managing an organization"). */
final class OrganizationLife {
  private final OrganizationState state;
  private final OrganizationIds ids;
  private final Clock clock;

  OrganizationLife(OrganizationState state, OrganizationIds ids, Clock clock) {
    this.state = state;
    this.ids = ids;
    this.clock = clock;
  }

  Organization create(Caller caller, CreateOrganizationRequest request) {
    requireAllFeatures(request.featureSet());
    return state
        .store()
        .write(
            handle -> {
              if (OrganizationState.of(handle, caller.account()).isPresent()) {
                throw OrganizationFaults.fault(
                    "AlreadyInOrganizationException",
                    "The AWS account is already a member of an organization.");
              }
              return created(handle, caller.account());
            });
  }

  private Organization created(Handle handle, String management) {
    OrganizationArn arn = new OrganizationArn(management, ids.organization());
    Row<Account, NodeInternals> account = managementAccount(handle, arn);
    Root root = root(arn);
    Organization made =
        Organization.builder()
            .id(arn.organization())
            .arn(arn.itself())
            .featureSet(OrganizationFeatureSet.ALL)
            .masterAccountId(management)
            .masterAccountArn(account.shown().arn())
            .masterAccountEmail(account.shown().email())
            .availablePolicyTypes(enabled())
            .build();
    OrganizationTables.ORGANIZATIONS.insert(
        handle, new Row<>(OrganizationTables.EVERYBODYS, management, made, new NoInternals()));
    OrganizationTables.ROOTS.insert(
        handle,
        new Row<>(
            Directory.scope(management),
            root.id(),
            root,
            new NodeInternals(management, "", List.of(), Map.of())));
    NodeInternals under = new NodeInternals(management, root.id(), List.of(), Map.of());
    if (!OrganizationTables.ACCOUNTS.insert(handle, account.keep(under))) {
      OrganizationTables.ACCOUNTS.update(handle, account.keep(under));
    }
    return made;
  }

  private Root root(OrganizationArn arn) {
    String id = ids.root();
    return Root.builder().id(id).arn(arn.root(id)).name("Root").policyTypes(List.of()).build();
  }

  /** An account that no organization has had has no name and address here yet. */
  private Row<Account, NodeInternals> managementAccount(Handle handle, OrganizationArn arn) {
    String id = arn.management();
    Optional<Row<Account, NodeInternals>> known = OrganizationTables.account(handle, id);
    Account.Builder shown =
        known
            .map(row -> row.shown().toBuilder())
            .orElseGet(() -> Account.builder().name(id).email(id + "@account.invalid"));
    return new Row<>(
        OrganizationTables.EVERYBODYS,
        id,
        shown
            .id(id)
            .arn(arn.account(id))
            .status(AccountStatus.ACTIVE)
            .state(AccountState.ACTIVE)
            .joinedMethod(AccountJoinedMethod.INVITED)
            .joinedTimestamp(clock.instant())
            .build(),
        NodeInternals.ALONE);
  }

  /** Any account of an organization may ask which it is in. */
  Organization describe(Caller caller) {
    return state
        .store()
        .read(handle -> OrganizationState.of(handle, caller.account()))
        .orElseThrow(OrganizationFaults::notInUse)
        .organization()
        .shown();
  }

  void delete(Caller caller) {
    state
        .store()
        .change(
            handle -> {
              Tree tree = OrganizationState.tree(handle, caller);
              if (tree.accounts().size() > 1) {
                throw OrganizationFaults.fault(
                    "OrganizationNotEmptyException",
                    "To delete an organization you must first remove all member accounts (except the master).");
              }
              remove(handle, tree);
            });
  }

  private static void remove(Handle handle, Tree tree) {
    tree.accounts()
        .values()
        .forEach(row -> OrganizationTables.ACCOUNTS.delete(handle, row.scope(), row.id()));
    tree.units()
        .values()
        .forEach(row -> OrganizationTables.UNITS.delete(handle, row.scope(), row.id()));
    tree.policies()
        .values()
        .forEach(row -> OrganizationTables.POLICIES.delete(handle, row.scope(), row.id()));
    OrganizationTables.REQUESTS
        .list(handle, tree.root().scope())
        .forEach(row -> OrganizationTables.REQUESTS.delete(handle, row.scope(), row.id()));
    OrganizationTables.ROOTS.delete(handle, tree.root().scope(), tree.root().id());
    OrganizationTables.ORGANIZATIONS.delete(
        handle, tree.organization().scope(), tree.organization().id());
  }

  static List<PolicyTypeSummary> enabled() {
    return List.of(
        PolicyTypeSummary.builder()
            .type(PolicyType.SERVICE_CONTROL_POLICY)
            .status(PolicyTypeStatus.ENABLED)
            .build());
  }

  private static void requireAllFeatures(@Nullable OrganizationFeatureSet given) {
    if (given == OrganizationFeatureSet.UNKNOWN_TO_SDK_VERSION) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.INVALID_ENUM, "You specified an invalid value.");
    }
    if (given == OrganizationFeatureSet.CONSOLIDATED_BILLING) {
      throw OrganizationFaults.constraint(
          ConstraintViolationExceptionReason.CREATE_ORGANIZATION_IN_BILLING_MODE_UNSUPPORTED_REGION,
          "Nothing is billed here: only organizations with all features (ALL) are made.");
    }
  }
}
