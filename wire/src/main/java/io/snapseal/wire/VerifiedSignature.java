package io.snapseal.wire;

import java.util.Optional;

/**
 * The outcome of a successful check.
 *
 * @param accessKeyId the key that signed
 * @param sessionToken what came with a temporary key
 * @param region the region of its credential scope
 * @param service the signing name of its credential scope
 */
record VerifiedSignature(
    String accessKeyId, Optional<SecretAccessKey> sessionToken, String region, String service) {}
