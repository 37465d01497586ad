package io.snapseal.iam.organization;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.organizations.model.AccessDeniedException;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationExceptionReason;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.InvalidInputExceptionReason;
import software.amazon.awssdk.services.organizations.model.OrganizationsException;

/** The errors of Organizations (Organizations API reference, each operation's "Errors"). */
final class OrganizationFaults {
  private static final int BAD_REQUEST = 400;

  private OrganizationFaults() {}

  static RuntimeException accessDenied(String sentence) {
    return with(AccessDeniedException.builder(), "AccessDeniedException", sentence);
  }

  static RuntimeException notInUse() {
    return fault(
        "AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
  }

  /**
   * An error without members of its own.
   *
   * @param code for example {@code AccountNotFoundException}
   */
  static RuntimeException fault(String code, String message) {
    return with(OrganizationsException.builder(), code, message);
  }

  static RuntimeException constraint(ConstraintViolationExceptionReason reason, String message) {
    return with(
        ConstraintViolationException.builder().reason(reason),
        "ConstraintViolationException",
        message);
  }

  static RuntimeException invalid(InvalidInputExceptionReason reason, String message) {
    return with(InvalidInputException.builder().reason(reason), "InvalidInputException", message);
  }

  static RuntimeException accountNotFound() {
    return fault(
        "AccountNotFoundException",
        "You specified an account that doesn't exist in your organization.");
  }

  static RuntimeException targetNotFound() {
    return fault("TargetNotFoundException", "You specified a target that doesn't exist.");
  }

  static RuntimeException parentNotFound() {
    return fault("ParentNotFoundException", "You specified parent that doesn't exist.");
  }

  static RuntimeException policyNotFound() {
    return fault("PolicyNotFoundException", "You specified a policy that doesn't exist.");
  }

  private static RuntimeException with(
      AwsServiceException.Builder exception, String code, String message) {
    return exception
        .message(message)
        .statusCode(BAD_REQUEST)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName("Organizations")
                .errorCode(code)
                .errorMessage(message)
                .build())
        .build();
  }
}
