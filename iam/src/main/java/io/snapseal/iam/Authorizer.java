package io.snapseal.iam;

import java.util.Optional;

/**
 * The one place where a request is allowed or denied. Until policies are evaluated, only an
 * account's root user may call, and only for its own account.
 */
public final class Authorizer {
  private static final int ACCOUNT = 4;
  private static final int ARN_PARTS = 6;

  /**
   * Decides on one action and resource.
   *
   * <p>A principal needs a policy on its own side; for a resource of another account it needs one
   * on the resource's side, too (IAM user guide, "Cross-account policy evaluation logic"). The
   * sentences are those of "Troubleshoot access denied error messages" there.
   *
   * @return the reason of a denial in AWS's words, or empty if allowed
   */
  public Optional<String> denial(Caller caller, String action, String resource) {
    if (!caller.isRoot()) {
      return Optional.of(denied(caller, action, resource, "identity-based"));
    }
    return isOf(caller.account(), resource)
        ? Optional.empty()
        : Optional.of(denied(caller, action, resource, "resource-based"));
  }

  private static String denied(Caller caller, String action, String resource, String policy) {
    return "User: %s is not authorized to perform: %s on resource: %s because no %s policy allows the %s action"
        .formatted(caller.principalArn(), action, resource, policy, action);
  }

  /** What names no account, as {@code *} or a service's own ARN, is looked up in the caller's. */
  private static boolean isOf(String account, String resource) {
    String[] parts = resource.split(":", ARN_PARTS);
    return parts.length <= ACCOUNT
        || !parts[0].equals("arn")
        || parts[ACCOUNT].isEmpty()
        || parts[ACCOUNT].equals(account);
  }
}
