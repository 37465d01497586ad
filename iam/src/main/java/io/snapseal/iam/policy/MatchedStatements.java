package io.snapseal.iam.policy;

import io.snapseal.iam.policy.Decision.DecidedBy;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Principals.Match;
import java.util.List;

/** Every statement that means a request: {@link Evaluation} stops at the first that decides. */
public final class MatchedStatements {
  private MatchedStatements() {}

  /**
   * The statements of some policies that mean the request, in their order.
   *
   * @param allows whether those that allow are asked for, or those that deny
   */
  public static List<DecidedBy> of(AccessRequest request, List<Named> among, boolean allows) {
    return among.stream()
        .flatMap(
            named ->
                named.policy().statements().stream()
                    .filter(s -> s.allows() == allows && s.match(request) != Match.NONE)
                    .map(statement -> new DecidedBy(named.name(), statement.label())))
        .toList();
  }
}
