package io.snapseal.wire;

import java.time.Instant;
import java.util.Optional;

/**
 * Who sent a request and from where. Its signature has been verified.
 *
 * @param accessKeyId the key that signed it
 * @param sessionToken what came with the key, if it is a temporary one
 * @param region the region its credential scope names
 * @param service the signing name its credential scope names, for example {@code rds}
 * @param sourceAddress the IP address of the peer, in text
 * @param secureTransport whether it came over TLS
 * @param requestId the id under which it is answered and logged
 * @param time when it was received
 * @param userAgent what the client calls itself; empty if it does not say
 * @param host the host and port that it is addressed to
 */
public record RequestOrigin(
    String accessKeyId,
    Optional<SecretAccessKey> sessionToken,
    String region,
    String service,
    String sourceAddress,
    boolean secureTransport,
    String requestId,
    Instant time,
    String userAgent,
    String host) {}
