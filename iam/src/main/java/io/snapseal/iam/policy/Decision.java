package io.snapseal.iam.policy;

import java.util.Optional;

/**
 * What was decided, and why.
 *
 * @param outcome allowed, or how it was denied
 * @param because what kind of policy decided
 * @param statement the statement that decided: of an implicit denial there is none
 */
public record Decision(Outcome outcome, Because because, Optional<DecidedBy> statement) {

  /** The outcomes, as the policy simulator names them. */
  public enum Outcome {
    ALLOWED,
    EXPLICIT_DENY,
    IMPLICIT_DENY
  }

  /**
   * What kind of policy decided.
   *
   * <p>Its words are AWS's (IAM user guide, "Troubleshoot access denied error messages").
   */
  public enum Because {
    IDENTITY("an identity-based policy", "identity-based policy"),
    BOUNDARY("a permissions boundary", "permissions boundary"),
    SESSION("a session policy", "session policy"),
    SERVICE_CONTROL("a service control policy", "service control policy"),
    RESOURCE("a resource-based policy", "resource-based policy"),
    TRUST("the role trust policy", "role trust policy"),
    GRANT("a grant", "grant"),
    ROOT("the root user's own right", "root user");

    private final String withArticle;
    private final String bare;

    Because(String withArticle, String bare) {
      this.withArticle = withArticle;
      this.bare = bare;
    }
  }

  /**
   * A statement, or a grant.
   *
   * @param policy the policy's name, or the grant's id
   * @param label the statement's Sid, or its place in the policy, from 1; empty for a grant
   */
  public record DecidedBy(String policy, String label) {
    @Override
    public String toString() {
      return label.isEmpty() ? policy : policy + "#" + label;
    }
  }

  /** Whether the request may go on. */
  public boolean isAllowed() {
    return outcome == Outcome.ALLOWED;
  }

  /** The sentence AWS answers a denied request with. */
  public String sentence(AccessRequest request) {
    String denied =
        "User: %s is not authorized to perform: %s on resource: %s"
            .formatted(request.who().arn(), request.action(), request.resource());
    return switch (outcome) {
      case ALLOWED -> throw new IllegalStateException("it is allowed");
      case EXPLICIT_DENY -> denied + " with an explicit deny in " + because.withArticle;
      case IMPLICIT_DENY ->
          denied + " because no " + because.bare + " allows the " + request.action() + " action";
    };
  }
}
