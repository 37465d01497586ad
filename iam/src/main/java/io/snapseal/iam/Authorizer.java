package io.snapseal.iam;

import java.util.Optional;

/**
 * The one place where a request is allowed or denied. Until policies are evaluated, only an
 * account's root user may call, and only for its own account.
 */
public final class Authorizer {

  /**
   * Decides on one action and resource.
   *
   * @return the reason of a denial in AWS's words, or empty if allowed
   */
  public Optional<String> denial(Caller caller, String action, String resource) {
    if (caller.isRoot()) {
      return Optional.empty();
    }
    return Optional.of(
        "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
            .formatted(caller.principalArn(), action, resource, action));
  }
}
