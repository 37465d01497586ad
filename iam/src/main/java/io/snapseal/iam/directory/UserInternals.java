package io.snapseal.iam.directory;

import java.util.List;
import java.util.TreeSet;

/**
 * What GetUser does not show.
 *
 * @param groups the row ids of the groups the user is in, sorted
 * @param accessKeys the ids of its access keys, oldest first
 */
public record UserInternals(PolicySet policies, List<String> groups, List<String> accessKeys)
    implements HoldsPolicies<UserInternals> {
  /** A user who has nothing. */
  public static final UserInternals NONE = new UserInternals(PolicySet.NONE, List.of(), List.of());

  public UserInternals {
    groups = List.copyOf(groups);
    accessKeys = List.copyOf(accessKeys);
  }

  @Override
  public UserInternals with(PolicySet changed) {
    return new UserInternals(changed, groups, accessKeys);
  }

  /** As a member of that group, too. */
  public UserInternals joining(String group) {
    TreeSet<String> more = new TreeSet<>(groups);
    more.add(group);
    return new UserInternals(policies, List.copyOf(more), accessKeys);
  }

  /** As no member of that group. */
  public UserInternals leaving(String group) {
    return new UserInternals(
        policies, groups.stream().filter(other -> !other.equals(group)).toList(), accessKeys);
  }

  /** With these access keys. */
  public UserInternals holding(List<String> keys) {
    return new UserInternals(policies, groups, keys);
  }
}
