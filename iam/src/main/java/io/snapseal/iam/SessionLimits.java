package io.snapseal.iam;

import java.util.List;
import java.util.Map;

/**
 * What a session was given when it was made, beside the rights of whom it stands for.
 *
 * @param policies session policies, as texts
 * @param policyArns managed policies as session policies, by their ARNs
 * @param tags session tags: they replace the principal's own of the same key
 */
public record SessionLimits(
    List<String> policies, List<String> policyArns, Map<String, String> tags) {
  /** Of whoever is no session, or was given nothing. */
  public static final SessionLimits NONE = new SessionLimits(List.of(), List.of(), Map.of());

  public SessionLimits {
    policies = List.copyOf(policies);
    policyArns = List.copyOf(policyArns);
    tags = Map.copyOf(tags);
  }
}
