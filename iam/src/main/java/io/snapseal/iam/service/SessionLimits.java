package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.policy.Identity;
import java.util.Set;

/**
 * What sessions may not call, whatever their policies allow (STS API reference, GetSessionToken and
 * GetFederationToken, "Permissions"). There are no devices here for a second factor, so no session
 * has one.
 */
final class SessionLimits {
  private static final Set<String> OF_A_USER = Set.of("AssumeRole", "GetCallerIdentity");
  private static final Set<String> OF_A_FEDERATED_USER = Set.of("GetCallerIdentity");

  private SessionLimits() {}

  /** No operation of IAM, but for the sessions of roles. */
  static void requireForIam(Caller caller) {
    if (isUsersOwn(caller) || isFederated(caller)) {
      throw IamFaults.invalidToken();
    }
  }

  /** Few operations of STS, but for the sessions of roles. */
  static void requireForSts(Caller caller, String operation) {
    if ((isUsersOwn(caller) && !OF_A_USER.contains(operation))
        || (isFederated(caller) && !OF_A_FEDERATED_USER.contains(operation))) {
      throw StsFaults.accessDenied("Cannot call " + operation + " with session credentials");
    }
  }

  /** GetSessionToken gives a user, or the root user, a session as itself. */
  private static boolean isUsersOwn(Caller caller) {
    Identity.Kind kind = caller.who().kind();
    return caller.session().isPresent()
        && (kind == Identity.Kind.USER || kind == Identity.Kind.ROOT);
  }

  private static boolean isFederated(Caller caller) {
    return caller.who().kind() == Identity.Kind.FEDERATED_USER;
  }
}
