package io.snapseal.iam.policy;

/**
 * What is asked for: one action on one resource.
 *
 * @param who whose request it is
 * @param action for example {@code kms:Decrypt}
 * @param resource the ARN of what it is done to; {@code *} for an action that names nothing
 * @param resourceAccount the account that owns the resource; the caller's own for {@code *}
 * @param context what conditions may ask for
 */
public record AccessRequest(
    Identity who, String action, String resource, String resourceAccount, Context context) {}
