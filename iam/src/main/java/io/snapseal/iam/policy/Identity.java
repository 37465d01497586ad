package io.snapseal.iam.policy;

import java.util.Optional;

/**
 * Whose request it is, as policies may name it.
 *
 * @param kind what kind of principal it is
 * @param account its twelve-digit account; of a service, the service's own
 * @param arn for example {@code arn:aws:iam::111122223333:user/alice}, {@code
 *     arn:aws:sts::111122223333:assumed-role/ops/alice}; of a service its name, {@code
 *     rds.amazonaws.com}
 * @param behind the ARN of the role whose session it is, or of the user who asked for the federated
 *     session
 */
public record Identity(Kind kind, String account, String arn, Optional<String> behind) {

  /** The kinds of principals (IAM user guide, "AWS JSON policy elements: Principal"). */
  public enum Kind {
    ROOT,
    USER,
    ROLE_SESSION,
    FEDERATED_USER,
    SERVICE
  }

  /** Whether it is an account's root user, to whom no identity policy applies. */
  boolean isRoot() {
    return kind == Kind.ROOT;
  }
}
