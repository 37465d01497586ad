package io.snapseal.iam;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Fills a service's exception with what AWS answers. */
public final class ServiceFault {
  private ServiceFault() {}

  /**
   * An error as a service answers it.
   *
   * @param exception the SDK's own, or the service's general one for a code without
   * @param service as the SDK spells it in the names of classes, for example {@code Kms}
   * @param status of HTTP
   * @param code as it is on the wire, for example {@code NoSuchEntity}
   */
  public static RuntimeException of(
      AwsServiceException.Builder exception,
      String service,
      int status,
      String code,
      String message) {
    return exception
        .message(message)
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode(code)
                .errorMessage(message)
                .build())
        .build();
  }
}
