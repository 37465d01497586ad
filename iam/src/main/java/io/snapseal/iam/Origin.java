package io.snapseal.iam;

import java.util.Optional;

/**
 * Where a request came from: what of it is no right, but is judged and recorded.
 *
 * @param sourceAddress the IP address of the peer, in text
 * @param secureTransport whether it came over TLS
 * @param accessKeyId the key that signed it; empty for what begins inside the process
 * @param userAgent what the client calls itself; empty if it does not say
 * @param requestId the id under which the request is answered and logged
 * @param host the host and port that the request was addressed to; empty if not known
 */
public record Origin(
    String sourceAddress,
    boolean secureTransport,
    Optional<String> accessKeyId,
    String userAgent,
    String requestId,
    String host) {

  /** Of a request that is addressed to no host that is known. */
  public Origin(
      String sourceAddress,
      boolean secureTransport,
      Optional<String> accessKeyId,
      String userAgent,
      String requestId) {
    this(sourceAddress, secureTransport, accessKeyId, userAgent, requestId, "");
  }

  /** From inside the process. */
  public static Origin local(String requestId) {
    return new Origin("127.0.0.1", false, Optional.empty(), "", requestId);
  }
}
