package io.snapseal.wire;

import java.util.Optional;
import java.util.function.Function;

/**
 * One AWS service to publish: its wire names, as AWS's own service model has them, and its
 * implementation.
 *
 * @param signingName the service name in credential scopes, for example {@code rds}
 * @param protocol how its requests are written
 * @param apiVersion the API version, for example {@code 2014-10-31}
 * @param xmlNamespace the namespace of its XML answers; unused by JSON
 * @param targetPrefix the part of {@code X-Amz-Target} before the dot; present exactly for JSON
 * @param clientInterface the SDK interface that lists its operations
 * @param clientFor gives the implementation that acts for one caller, an instance of {@code
 *     clientInterface}; may throw an {@code AwsServiceException} to refuse the caller
 */
public record PublishedService(
    String signingName,
    Protocol protocol,
    String apiVersion,
    String xmlNamespace,
    Optional<String> targetPrefix,
    Class<?> clientInterface,
    Function<RequestOrigin, ?> clientFor) {

  public PublishedService {
    if (signingName.isBlank()) {
      throw new IllegalArgumentException("a service needs a signing name");
    }
    if (!clientInterface.isInterface()) {
      throw new IllegalArgumentException(clientInterface + " is not an interface");
    }
    if (targetPrefix.isPresent() != (protocol == Protocol.JSON_1_1)) {
      throw new IllegalArgumentException("JSON services, and only they, have a target prefix");
    }
  }

  /** A service that speaks AWS Query. */
  public static <C> PublishedService query(
      String signingName,
      String apiVersion,
      String xmlNamespace,
      Class<C> clientInterface,
      Function<RequestOrigin, ? extends C> clientFor) {
    return new PublishedService(
        signingName,
        Protocol.QUERY,
        apiVersion,
        xmlNamespace,
        Optional.empty(),
        clientInterface,
        clientFor);
  }

  /** A service that speaks AWS JSON 1.1. */
  public static <C> PublishedService json(
      String signingName,
      String apiVersion,
      String targetPrefix,
      Class<C> clientInterface,
      Function<RequestOrigin, ? extends C> clientFor) {
    return new PublishedService(
        signingName,
        Protocol.JSON_1_1,
        apiVersion,
        "",
        Optional.of(targetPrefix),
        clientInterface,
        clientFor);
  }
}
