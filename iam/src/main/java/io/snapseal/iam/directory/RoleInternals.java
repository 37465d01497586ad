package io.snapseal.iam.directory;

import java.util.Map;

/**
 * What GetRole does not show.
 *
 * @param trusted the unique ids of the users and roles that the trust policy names, by the ARN it
 *     names them with, as they were when it was written: whoever takes a deleted user's name later
 *     is not trusted for it (IAM user guide, "AWS JSON policy elements: Principal")
 */
public record RoleInternals(PolicySet policies, Map<String, String> trusted)
    implements HoldsPolicies<RoleInternals> {
  public RoleInternals {
    trusted = Map.copyOf(trusted);
  }

  @Override
  public RoleInternals with(PolicySet changed) {
    return new RoleInternals(changed, trusted);
  }

  /** With the principals of a new trust policy. */
  public RoleInternals trusting(Map<String, String> principals) {
    return new RoleInternals(policies, principals);
  }
}
