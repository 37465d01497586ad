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

  /** An account's root user. */
  public static Identity root(String account) {
    return new Identity(Kind.ROOT, account, "arn:aws:iam::" + account + ":root", Optional.empty());
  }

  /**
   * A user.
   *
   * @param name with the path before it, if it has one
   */
  public static Identity user(String account, String name) {
    return new Identity(
        Kind.USER, account, "arn:aws:iam::" + account + ":user/" + name, Optional.empty());
  }

  /**
   * A session of a role.
   *
   * @param role the role's name, with the path before it, if it has one
   */
  public static Identity session(String account, String role, String session) {
    String name = role.substring(role.lastIndexOf('/') + 1);
    return new Identity(
        Kind.ROLE_SESSION,
        account,
        "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, name, session),
        Optional.of("arn:aws:iam::%s:role/%s".formatted(account, role)));
  }

  /** Whether it is an account's root user, to whom no identity policy applies. */
  boolean isRoot() {
    return kind == Kind.ROOT;
  }
}
