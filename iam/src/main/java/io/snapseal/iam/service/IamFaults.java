package io.snapseal.iam.service;

import io.snapseal.iam.ServiceFault;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** IAM's errors (IAM API reference, "Common Errors" and each operation's "Errors"). */
final class IamFaults {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private IamFaults() {}

  static RuntimeException accessDenied(String sentence) {
    return with(IamException.builder(), FORBIDDEN, "AccessDenied", sentence);
  }

  /** As IAM answers sessions that may not call it, though their token is right. */
  static RuntimeException invalidToken() {
    return with(
        IamException.builder(),
        FORBIDDEN,
        "InvalidClientTokenId",
        "The security token included in the request is invalid");
  }

  static RuntimeException noSuchEntity(String message) {
    return with(NoSuchEntityException.builder(), NOT_FOUND, "NoSuchEntity", message);
  }

  /**
   * A named thing that is not there.
   *
   * @param what for example {@code user}, {@code role policy}, {@code Access Key}
   */
  static RuntimeException notFound(String what, String name) {
    return noSuchEntity("The %s with name %s cannot be found.".formatted(what, name));
  }

  static RuntimeException policyNotFound(String arn) {
    return noSuchEntity("Policy " + arn + " was not found.");
  }

  static RuntimeException notAttachable(String what) {
    return noSuchEntity(what + " does not exist or is not attachable.");
  }

  static RuntimeException alreadyExists(String message) {
    return with(EntityAlreadyExistsException.builder(), CONFLICT, "EntityAlreadyExists", message);
  }

  static RuntimeException deleteConflict(String message) {
    return with(DeleteConflictException.builder(), CONFLICT, "DeleteConflict", message);
  }

  static RuntimeException limitExceeded(String message) {
    return with(LimitExceededException.builder(), CONFLICT, "LimitExceeded", message);
  }

  /**
   * A quota (IAM user guide, "IAM and AWS STS quotas").
   *
   * @param quota for example {@code PoliciesPerUser}
   */
  static RuntimeException quota(String quota, int most) {
    return limitExceeded("Cannot exceed quota for %s: %d".formatted(quota, most));
  }

  static RuntimeException malformedPolicy(String message) {
    return with(
        MalformedPolicyDocumentException.builder(),
        BAD_REQUEST,
        "MalformedPolicyDocument",
        message);
  }

  static RuntimeException invalidInput(String message) {
    return with(InvalidInputException.builder(), BAD_REQUEST, "InvalidInput", message);
  }

  static RuntimeException validation(String message) {
    return with(IamException.builder(), BAD_REQUEST, "ValidationError", message);
  }

  /** A member that IAM acts upon on AWS and this region does not. */
  static RuntimeException unsupported(String member) {
    return invalidInput(member + " is not supported in this region.");
  }

  private static RuntimeException with(
      AwsServiceException.Builder exception, int status, String code, String message) {
    return ServiceFault.of(exception, "Iam", status, code, message);
  }
}
