package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.directory.EntityIds;
import io.snapseal.iam.directory.PolicySet;
import io.snapseal.iam.directory.RoleInternals;
import io.snapseal.state.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationExceptionReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.InvalidInputExceptionReason;

/**
 * Makes accounts (Organizations API reference, CreateAccount). There is nothing to wait for here:
 * the account, the role that its management account assumes, and the status that tells of both are
 * one transaction.
 */
final class NewAccounts {
  /** How many accounts an organization may have here, closed ones included. */
  static final int MOST = 1000;

  private static final String USUAL_ROLE = "OrganizationAccountAccessRole";
  private static final int SESSION_SECONDS = 3600;

  private final OrganizationState state;
  private final OrganizationIds ids;
  private final EntityIds entityIds;
  private final Clock clock;

  NewAccounts(OrganizationState state, OrganizationIds ids, EntityIds entityIds, Clock clock) {
    this.state = state;
    this.ids = ids;
    this.entityIds = entityIds;
    this.clock = clock;
  }

  /** An address that is taken is found out afterwards, as AWS does: the request fails, no call. */
  CreateAccountStatus create(Caller caller, CreateAccountRequest request) {
    String email =
        OrganizationChecks.text(request.email(), "Email", 6, 64, OrganizationChecks.EMAIL);
    String name =
        OrganizationChecks.text(
            request.accountName(), "AccountName", 1, 50, OrganizationChecks.ACCOUNT_NAME);
    String role = role(request);
    Map<String, String> tags = OrganizationTags.added(Map.of(), request.tags());
    return state.change(
        caller,
        (handle, tree) -> {
          if (tree.accounts().size() >= MOST) {
            throw OrganizationFaults.constraint(
                ConstraintViolationExceptionReason.ACCOUNT_NUMBER_LIMIT_EXCEEDED,
                "You have exceeded the allowed number of AWS accounts.");
          }
          Instant now = clock.instant();
          CreateAccountStatus.Builder status =
              CreateAccountStatus.builder()
                  .id(ids.request())
                  .accountName(name)
                  .requestedTimestamp(now)
                  .completedTimestamp(now);
          if (isTaken(handle, email)) {
            status
                .state(CreateAccountState.FAILED)
                .failureReason(CreateAccountFailureReason.EMAIL_ALREADY_EXISTS);
          } else {
            String id = freeId(handle);
            insert(handle, tree, account(tree, id, email, name, now), tags);
            insertRole(handle, tree.management(), id, role, now);
            status.state(CreateAccountState.SUCCEEDED).accountId(id);
          }
          return stored(handle, tree, status.build());
        });
  }

  private static CreateAccountStatus stored(Handle handle, Tree tree, CreateAccountStatus status) {
    OrganizationTables.REQUESTS.insert(
        handle,
        new Row<>(Directory.scope(tree.management()), status.id(), status, new NoInternals()));
    return status;
  }

  private static Account account(Tree tree, String id, String email, String name, Instant now) {
    return Account.builder()
        .id(id)
        .arn(OrganizationArn.of(tree).account(id))
        .email(email)
        .name(name)
        .status(AccountStatus.ACTIVE)
        .state(AccountState.ACTIVE)
        .joinedMethod(AccountJoinedMethod.CREATED)
        .joinedTimestamp(now)
        .build();
  }

  private static void insert(Handle handle, Tree tree, Account account, Map<String, String> tags) {
    NodeInternals internals =
        new NodeInternals(tree.management(), tree.root().id(), Units.attachedFirst(tree), tags);
    OrganizationTables.ACCOUNTS.insert(
        handle, new Row<>(OrganizationTables.EVERYBODYS, account.id(), account, internals));
  }

  /** The role by which the management account reaches into the new one. */
  private void insertRole(
      Handle handle, String management, String account, String name, Instant now) {
    Role role =
        Role.builder()
            .roleName(name)
            .path("/")
            .arn(new EntityArn(account, "role", "/", name).toString())
            .roleId(entityIds.role())
            .createDate(now)
            .assumeRolePolicyDocument(trust(management))
            .maxSessionDuration(SESSION_SECONDS)
            .build();
    PolicySet policies =
        PolicySet.NONE.attach(
            new EntityArn("aws", "policy", "/", "AdministratorAccess").toString());
    Directory.ROLES.insert(
        handle,
        new Row<>(
            Directory.scope(account),
            Directory.id(name),
            role,
            new RoleInternals(policies, Map.of())));
  }

  private static String trust(String management) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}"""
        .formatted(Caller.rootArn(management));
  }

  /** Addresses of all accounts are compared, in whatever organization they are or were. */
  private static boolean isTaken(Handle handle, String email) {
    List<Row<Account, NodeInternals>> all =
        OrganizationTables.ACCOUNTS.list(handle, OrganizationTables.EVERYBODYS);
    String wanted = email.toLowerCase(Locale.ROOT);
    return all.stream()
        .anyMatch(row -> row.shown().email().toLowerCase(Locale.ROOT).equals(wanted));
  }

  private String freeId(Handle handle) {
    String id = ids.account();
    while (OrganizationTables.account(handle, id).isPresent()) {
      id = ids.account();
    }
    return id;
  }

  private static String role(CreateAccountRequest request) {
    String role = request.roleName() == null ? USUAL_ROLE : request.roleName();
    if (!OrganizationChecks.ROLE_NAME.matcher(role).matches()) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.INVALID_ROLE_NAME,
          "You provided a role name that isn't valid. A role name can't begin with the reserved prefix AWSServiceRoleFor.");
    }
    return role;
  }
}
