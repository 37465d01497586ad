package io.snapseal.iam;

import io.snapseal.iam.policy.Policies.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the policies of callers are found. */
@FunctionalInterface
public interface Identities {
  /** Nobody but root users: nothing is found of anybody. */
  Identities NONE = caller -> Held.NOTHING;

  /**
   * What a caller holds now. Whoever is gone holds nothing.
   *
   * @param caller anybody whose signature was right; root users and services hold no policies
   */
  Held of(Caller caller);

  /** Where in an organization an account is; empty if it is in none. */
  default Optional<Membership> membership(String account) {
    return Optional.empty();
  }

  /**
   * What a principal holds.
   *
   * @param identity the policies of the user and its groups, or of the role
   * @param boundary the permissions boundary
   * @param session the policies that limit the session; empty if it was given none
   * @param serviceControl those of the organization, by level
   * @param tags the principal's tags, those of the session included
   * @param membership where in an organization the principal's account is
   */
  record Held(
      List<Named> identity,
      Optional<Named> boundary,
      List<Named> session,
      List<List<Named>> serviceControl,
      Map<String, String> tags,
      Optional<Membership> membership) {
    /** No policy at all. */
    public static final Held NOTHING =
        new Held(List.of(), Optional.empty(), List.of(), List.of(), Map.of());

    /** What is held outside an organization. */
    public Held(
        List<Named> identity,
        Optional<Named> boundary,
        List<Named> session,
        List<List<Named>> serviceControl,
        Map<String, String> tags) {
      this(identity, boundary, session, serviceControl, tags, Optional.empty());
    }
  }
}
