package io.snapseal.rds.storage;

import io.snapseal.state.Scope;

/**
 * The KMS key that what is stored of a resource is sealed under.
 *
 * @param scope in whose name, and where, RDS asks KMS for it: the resource's own account, or the
 *     one that AWS owned keys are in
 * @param arn the key's ARN
 */
public record SealingKey(Scope scope, String arn) {}
