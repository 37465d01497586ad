package io.snapseal.iam.directory;

/**
 * The internals of an entity that has policies.
 *
 * @param <I> the internals themselves
 */
public interface HoldsPolicies<I> {
  /** The entity's policies. */
  PolicySet policies();

  /** The same entity with other policies. */
  I with(PolicySet changed);
}
