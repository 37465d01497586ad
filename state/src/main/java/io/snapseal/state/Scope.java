package io.snapseal.state;

import java.util.Objects;

/**
 * The account and region that a resource belongs to. AWS names are unique within one scope only.
 *
 * @param account the twelve-digit account id
 * @param region the region's code, for example {@code eu-west-1}
 */
public record Scope(String account, String region) {
  public Scope {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
  }

  /** The same account, seen in another region. */
  public Scope in(String otherRegion) {
    return new Scope(account, otherRegion);
  }
}
