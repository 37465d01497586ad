package io.snapseal.iam;

import io.snapseal.iam.policy.Policies.Named;
import java.util.List;

/**
 * Where in an organization an account is, and what that means for its principals.
 *
 * @param organizationId {@code o-…} (the condition key {@code aws:PrincipalOrgID})
 * @param path the organization, the root and the OUs above the account, for example {@code
 *     o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/} (the condition key {@code aws:PrincipalOrgPaths})
 * @param serviceControl the service control policies that limit the account, a list for each level
 *     from the root down to the account itself; none for the management account
 */
public record Membership(String organizationId, String path, List<List<Named>> serviceControl) {
  public Membership {
    serviceControl = serviceControl.stream().map(List::copyOf).toList();
  }
}
