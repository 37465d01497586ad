package io.snapseal.iam.directory;

import io.snapseal.iam.SecretKey;

/**
 * Whose access key it is.
 *
 * @param account the user's account
 * @param userName for example {@code alice}
 * @param arn the user's ARN, with its path
 * @param userId {@code AIDA…}
 * @param secret what the key signs with
 * @param active whether it may be used; a key set to {@code Inactive} may not
 */
public record AccessKeyOwner(
    String account, String userName, String arn, String userId, SecretKey secret, boolean active) {}
