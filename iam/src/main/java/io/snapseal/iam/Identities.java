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

  /**
   * What a principal holds.
   *
   * @param identity the policies of the user and its groups, or of the role
   * @param boundary the permissions boundary
   * @param session the policies that limit the session; empty if it was given none
   * @param serviceControl those of the organisation, by level
   * @param tags the principal's tags, those of the session included
   */
  record Held(
      List<Named> identity,
      Optional<Named> boundary,
      List<Named> session,
      List<List<Named>> serviceControl,
      Map<String, String> tags) {
    /** No policy at all. */
    public static final Held NOTHING =
        new Held(List.of(), Optional.empty(), List.of(), List.of(), Map.of());
  }
}
