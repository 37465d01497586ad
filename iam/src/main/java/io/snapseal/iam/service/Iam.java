package io.snapseal.iam.service;

import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.directory.EntityIds;
import io.snapseal.iam.directory.GroupInternals;
import io.snapseal.iam.directory.RoleInternals;
import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.iam.directory.UserInternals;
import io.snapseal.state.StateStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The identity and access management of a private region: users, groups, roles, managed policies
 * and access keys, for all accounts of one server.
 */
public final class Iam {
  private final Authorizer authorizer;
  private final Map<String, Permission> permissions;
  private final Users users;
  private final AccessKeys accessKeys;
  private final Groups groups;
  private final Roles roles;
  private final ManagedPolicies managedPolicies;
  private final PolicyVersions policyVersions;
  private final Simulator simulator;
  private final HeldPolicies<User, UserInternals> userPolicies;
  private final HeldPolicies<Group, GroupInternals> groupPolicies;
  private final HeldPolicies<Role, RoleInternals> rolePolicies;

  /**
   * @param state where entities are kept
   * @param wrapping keeps the secrets of access keys unreadable there
   */
  public Iam(
      StateStore state,
      SecretWrapping wrapping,
      Authorizer authorizer,
      Clock clock,
      SecureRandom random) {
    EntityIds ids = new EntityIds(random);
    Entities<User, UserInternals> allUsers = new Entities<>(state, EntityKind.USER);
    Entities<Group, GroupInternals> allGroups = new Entities<>(state, EntityKind.GROUP);
    Entities<Role, RoleInternals> allRoles = new Entities<>(state, EntityKind.ROLE);
    this.authorizer = authorizer;
    this.permissions = new IamPermissions(state).all();
    this.users = new Users(allUsers, ids, clock);
    this.accessKeys = new AccessKeys(allUsers, wrapping, clock, random);
    this.groups = new Groups(allGroups, allUsers, ids, clock);
    this.roles = new Roles(allRoles, ids, clock);
    this.managedPolicies = new ManagedPolicies(state, ids, clock);
    this.policyVersions = new PolicyVersions(managedPolicies, clock);
    this.simulator = new Simulator(state, authorizer);
    this.userPolicies = new HeldPolicies<>(allUsers);
    this.groupPolicies = new HeldPolicies<>(allGroups);
    this.rolePolicies = new HeldPolicies<>(allRoles);
  }

  /** IAM as one caller may use it, in the caller's account. */
  public IamClient as(Caller caller) {
    return AuthorizedClient.of(
        IamClient.class,
        caller,
        authorizer,
        permissions,
        IamFaults::accessDenied,
        request -> admit(caller, request),
        operations(caller));
  }

  static void admit(Caller caller, AwsRequest request) {
    SessionLimits.requireForIam(caller);
    IamRequests.admit(request);
  }

  /** The operations of a caller to whom they are allowed. */
  IamClient operations(Caller caller) {
    return new ForCaller(
        caller,
        users,
        accessKeys,
        groups,
        roles,
        managedPolicies,
        policyVersions,
        new PolicyEntities(managedPolicies),
        simulator,
        userPolicies,
        groupPolicies,
        rolePolicies);
  }

  /** What each operation needs, by its name on the wire. */
  Map<String, Permission> permissions() {
    return permissions;
  }

  /** The operations, for one caller, once they are allowed. */
  record ForCaller(
      Caller caller,
      Users users,
      AccessKeys accessKeys,
      Groups groups,
      Roles roles,
      ManagedPolicies managedPolicies,
      PolicyVersions policyVersions,
      PolicyEntities policyEntities,
      Simulator simulator,
      HeldPolicies<User, UserInternals> userPolicies,
      HeldPolicies<Group, GroupInternals> groupPolicies,
      HeldPolicies<Role, RoleInternals> rolePolicies)
      implements UserOperations,
          UserPolicyOperations,
          AccessKeyOperations,
          GroupOperations,
          GroupPolicyOperations,
          RoleOperations,
          RolePolicyOperations,
          PolicyOperations,
          SimulationOperations {
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
