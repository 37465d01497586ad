package io.snapseal.iam.policy;

import java.util.List;
import java.util.Optional;

/**
 * All policies that bear on a request.
 *
 * @param identity of the user and its groups, or of the role
 * @param boundary the permissions boundary of the user or role; empty if it has none
 * @param session the session's own policies; empty if it was given none
 * @param serviceControl the organisation's, a list for each level from the root down to the
 *     caller's account; empty for the management account and outside an organisation
 * @param resource what the resource itself says
 * @param grant the id of a grant that covers the request, if there is one
 */
public record Policies(
    List<Named> identity,
    Optional<Named> boundary,
    List<Named> session,
    List<List<Named>> serviceControl,
    OfResource resource,
    Optional<String> grant) {

  /**
   * A policy by the name a decision gives it.
   *
   * @param name an ARN, or the name of an inline policy
   */
  public record Named(String name, Policy policy) {}

  /** What a resource itself says. */
  public sealed interface OfResource {}

  /** A kind of resource without a policy of its own, such as a DB instance. */
  public record NoPolicy() implements OfResource {}

  /**
   * A resource that its owner shares by the service itself, such as a DB snapshot: no policy says
   * so, and the service answers for what is shared alone. Only the caller's own policies are asked.
   */
  public record SharedByService() implements OfResource {}

  /**
   * A resource whose policy must let its own account in, too, such as a key or a role (KMS
   * developer guide, "Key policies": "Unless the key policy explicitly allows it, you cannot use
   * IAM policies to allow access to a KMS key").
   *
   * @param trust whether it is a role's, which changes the sentence of a denial only
   */
  public record Required(Named named, boolean trust) implements OfResource {}

  public Policies {
    identity = List.copyOf(identity);
    session = List.copyOf(session);
    serviceControl = serviceControl.stream().map(List::copyOf).toList();
  }

  /** Identity policies alone, on a resource without a policy of its own. */
  public static Policies ofIdentity(List<Named> identity) {
    return new Policies(
        identity, Optional.empty(), List.of(), List.of(), new NoPolicy(), Optional.empty());
  }
}
