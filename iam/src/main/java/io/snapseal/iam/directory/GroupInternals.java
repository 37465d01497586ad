package io.snapseal.iam.directory;

/** What GetGroup does not show; who is a member is kept with the user. */
public record GroupInternals(PolicySet policies) implements HoldsPolicies<GroupInternals> {
  @Override
  public GroupInternals with(PolicySet changed) {
    return new GroupInternals(changed);
  }
}
