package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationExceptionReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;

/** The accounts of an organization (Organizations user guide, "Managing member accounts"). */
final class Accounts {
  private final OrganizationState state;

  Accounts(OrganizationState state) {
    this.state = state;
  }

  /** In the order of their ids. */
  List<Account> list(Caller caller) {
    return state.read(caller, tree -> tree.accounts().values().stream().map(Row::shown).toList());
  }

  Account describe(Caller caller, @Nullable String id) {
    return state.read(caller, tree -> find(tree, id).shown());
  }

  /** From now on nobody acts in it; it stays in the organization until it is removed. */
  void close(Caller caller, @Nullable String id) {
    state.change(
        caller,
        (handle, tree) -> {
          Row<Account, NodeInternals> account = find(tree, id);
          if (account.id().equals(tree.management())) {
            throw OrganizationFaults.constraint(
                ConstraintViolationExceptionReason.CANNOT_CLOSE_MANAGEMENT_ACCOUNT,
                "You can't close the management account of an organization with this operation.");
          }
          if (account.shown().status() != AccountStatus.ACTIVE) {
            throw OrganizationFaults.fault(
                "AccountAlreadyClosedException",
                "You attempted to close an account that is already closed.");
          }
          OrganizationTables.ACCOUNTS.update(
              handle,
              account.show(
                  account.shown().toBuilder()
                      .status(AccountStatus.SUSPENDED)
                      .state(AccountState.CLOSED)
                      .build()));
          return account;
        });
  }

  /** It stands alone then, with all that is in it, and no policy of the organization limits it. */
  void remove(Caller caller, @Nullable String id) {
    state.change(
        caller,
        (handle, tree) -> {
          Row<Account, NodeInternals> account = find(tree, id);
          if (account.id().equals(tree.management())) {
            throw OrganizationFaults.fault(
                "MasterCannotLeaveOrganizationException",
                "You can't remove a management account from an organization. If you want the management account to become a member account in another organization, you must first delete the current organization of the management account.");
          }
          OrganizationTables.ACCOUNTS.update(handle, account.keep(NodeInternals.ALONE));
          return account;
        });
  }

  void move(Caller caller, MoveAccountRequest request) {
    String source =
        OrganizationChecks.matching(
            request.sourceParentId(), "SourceParentId", OrganizationChecks.PARENT_ID);
    String destination =
        OrganizationChecks.matching(
            request.destinationParentId(), "DestinationParentId", OrganizationChecks.PARENT_ID);
    state.change(
        caller,
        (handle, tree) -> {
          Row<Account, NodeInternals> account = find(tree, request.accountId());
          requireThere(tree, source, "SourceParentNotFoundException", "source root or parent OU");
          requireThere(
              tree,
              destination,
              "DestinationParentNotFoundException",
              "destination container (a root or OU)");
          if (!account.internal().parent().equals(source)) {
            throw OrganizationFaults.accountNotFound();
          }
          if (source.equals(destination)) {
            throw OrganizationFaults.fault(
                "DuplicateAccountException",
                "That account is already present in the specified destination.");
          }
          OrganizationTables.ACCOUNTS.update(
              handle, account.keep(account.internal().under(destination)));
          return account;
        });
  }

  private static void requireThere(Tree tree, String id, String code, String what) {
    if (tree.node(id).filter(Node::holdsOthers).isEmpty()) {
      throw OrganizationFaults.fault(
          code, "We can't find a " + what + " with the ID you specified.");
    }
  }

  CreateAccountStatus status(Caller caller, @Nullable String requestId) {
    String id =
        OrganizationChecks.matching(
            requestId, "CreateAccountRequestId", OrganizationChecks.REQUEST_ID);
    return statuses(caller, Set.of()).stream()
        .filter(status -> status.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                OrganizationFaults.fault(
                    "CreateAccountStatusNotFoundException",
                    "We can't find an create account request with the CreateAccountRequestId that you specified."));
  }

  /**
   * In the order of their ids.
   *
   * @param states which of them; all if it is empty
   */
  List<CreateAccountStatus> statuses(Caller caller, Set<CreateAccountState> states) {
    return state
        .store()
        .read(
            handle ->
                OrganizationTables.REQUESTS.list(
                    handle, OrganizationState.tree(handle, caller).root().scope()))
        .stream()
        .map(Row::shown)
        .filter(status -> states.isEmpty() || states.contains(status.state()))
        .sorted(Comparator.comparing(CreateAccountStatus::id))
        .toList();
  }

  private static Row<Account, NodeInternals> find(Tree tree, @Nullable String given) {
    String id = OrganizationChecks.matching(given, "AccountId", OrganizationChecks.ACCOUNT_ID);
    return Optional.ofNullable(tree.accounts().get(id))
        .orElseThrow(OrganizationFaults::accountNotFound);
  }
}
