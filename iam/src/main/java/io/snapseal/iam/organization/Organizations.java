package io.snapseal.iam.organization;

import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.directory.EntityIds;
import io.snapseal.state.StateStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** AWS Organizations: the accounts of a server, and the policies that limit them. */
public final class Organizations {
  private final Authorizer authorizer;
  private final Map<String, Permission> permissions;
  private final OrganizationState state;
  private final OrganizationIds ids;
  private final EntityIds entityIds;
  private final Clock clock;

  /**
   * @param state where organizations are kept
   */
  public Organizations(StateStore state, Authorizer authorizer, Clock clock, SecureRandom random) {
    this.authorizer = authorizer;
    this.permissions = new OrganizationPermissions(state).all();
    this.state = new OrganizationState(state);
    this.ids = new OrganizationIds(random);
    this.entityIds = new EntityIds(random);
    this.clock = clock;
  }

  /** Organizations as one caller may use it. */
  public OrganizationsClient as(Caller caller) {
    return AuthorizedClient.of(
        OrganizationsClient.class,
        caller,
        authorizer,
        permissions,
        OrganizationFaults::accessDenied,
        operations(caller));
  }

  private OrganizationsClient operations(Caller caller) {
    return new ForCaller(
        caller,
        new OrganizationLife(state, ids, clock),
        new PolicyTypes(state),
        new Accounts(state),
        new NewAccounts(state, ids, entityIds, clock),
        new Units(state, ids),
        new Relations(state),
        new ControlPolicies(state, ids),
        new Attachments(state));
  }

  /** What each operation needs, by its name on the wire. */
  Map<String, Permission> permissions() {
    return permissions;
  }

  /** The operations, for one caller, once they are allowed. */
  record ForCaller(
      Caller caller,
      OrganizationLife life,
      PolicyTypes policyTypes,
      Accounts accounts,
      NewAccounts newAccounts,
      Units units,
      Relations relations,
      ControlPolicies policies,
      Attachments attachments)
      implements LifeOperations,
          AccountOperations,
          UnitOperations,
          ControlPolicyOperations,
          OrganizationTagOperations {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
