package io.snapseal.iam.policy;

import java.util.List;

/**
 * A policy, read and checked. The same text may be read as another kind and be refused as that.
 *
 * @param statements in the order they are written, which never matters
 */
public record Policy(List<Statement> statements) {

  /** What a policy is attached to decides which elements it must and must not have. */
  public enum Kind {
    /** Of a user, group or role; a boundary; a session policy; a service control policy. */
    IDENTITY,
    /** Of a resource, such as a key. */
    RESOURCE,
    /** Of a role: who may assume it. */
    TRUST
  }

  public Policy {
    statements = List.copyOf(statements);
  }

  /**
   * Reads a policy.
   *
   * @param json the text, of any length the caller allows
   * @throws MalformedPolicyException if it is not one: unknown elements, doubled elements and
   *     values of a wrong type are refused, never passed over
   */
  public static Policy read(Kind kind, String json) {
    return new PolicyReader(kind).read(json);
  }
}
