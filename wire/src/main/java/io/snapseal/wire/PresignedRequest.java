package io.snapseal.wire;

import java.util.Map;
import java.util.Optional;

/**
 * What a presigned URL asks for, and on whose authority. Its signature has been verified.
 *
 * @param accessKeyId the key that signed it
 * @param sessionToken what came with the key, if it is a temporary one
 * @param region the region it is for
 * @param service the signing name it is for
 * @param host the host and port it is addressed to
 * @param parameters its parameters without those of the signature
 */
public record PresignedRequest(
    String accessKeyId,
    Optional<SecretAccessKey> sessionToken,
    String region,
    String service,
    String host,
    Map<String, String> parameters) {

  public PresignedRequest {
    parameters = Map.copyOf(parameters);
  }

  /** Without the parameters. */
  @Override
  public String toString() {
    return service + " in " + region + " by " + accessKeyId;
  }
}
