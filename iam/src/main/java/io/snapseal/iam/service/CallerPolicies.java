package io.snapseal.iam.service;

import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Identities.Held;
import io.snapseal.iam.Session;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.policy.Policies.Named;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who a caller is to policies, and which of them limit what it may do: what AssumeRole needs of the
 * caller beside the role's trust policy.
 *
 * @param identity the policies of the user or role
 * @param sessionPolicies those that limit the caller's own session
 * @param serviceControl those of the caller's organization, by level
 * @param context the request's condition keys, as far as they do not depend on the operation
 * @param session the session in which the caller acts, if it signed with temporary credentials
 */
public record CallerPolicies(
    Identity who,
    List<Named> identity,
    Optional<Named> boundary,
    List<Named> sessionPolicies,
    List<List<Named>> serviceControl,
    Context context,
    Optional<Session> session) {
  /** As the authorizer sees callers. */
  public static Function<Caller, CallerPolicies> by(Authorizer authorizer) {
    return caller -> {
      Held held = authorizer.held(caller);
      return new CallerPolicies(
          caller.who(),
          held.identity(),
          held.boundary(),
          held.session(),
          held.serviceControl(),
          authorizer.context(caller, held),
          caller.session());
    };
  }
}
