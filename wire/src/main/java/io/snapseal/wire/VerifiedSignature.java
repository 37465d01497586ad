package io.snapseal.wire;

/**
 * The outcome of a successful check.
 *
 * @param accessKeyId the key that signed
 * @param region the region of its credential scope
 * @param service the signing name of its credential scope
 */
record VerifiedSignature(String accessKeyId, String region, String service) {}
