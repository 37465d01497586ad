package io.snapseal.iam;

import java.util.Optional;

/**
 * The users and roles that policies and grants may name, and who they are now. An ARN is a name
 * that somebody else may have tomorrow; a unique id nobody has again (IAM user guide, "AWS JSON
 * policy elements: Principal").
 */
@FunctionalInterface
public interface Principals {
  /** Nobody: accounts, services and sessions may be named all the same. */
  Principals NONE = arn -> Optional.empty();

  /** The unique id of the user or role that has that ARN now; empty if there is none. */
  Optional<String> idOf(String arn);

  /**
   * The ARN that a user or role has now; empty if it is gone.
   *
   * @param id its unique id
   * @param formerArn one that it had: it stays in its account
   */
  default Optional<String> arnOf(String id, String formerArn) {
    return Optional.empty();
  }

  /**
   * Whom a name means that was bound to an id.
   *
   * @param arn the name as it was written
   * @param id whose it was then
   * @return the ARN by which that one goes now, or the bare id if it is gone
   */
  default String today(String arn, String id) {
    return idOf(arn).filter(id::equals).isPresent() ? arn : arnOf(id, arn).orElse(id);
  }
}
