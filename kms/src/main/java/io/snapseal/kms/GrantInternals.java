package io.snapseal.kms;

/**
 * What KMS keeps of a grant beside what it shows.
 *
 * @param keyArn the key it is on
 */
record GrantInternals(String keyArn) {}
