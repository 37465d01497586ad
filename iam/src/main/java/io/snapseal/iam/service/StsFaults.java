package io.snapseal.iam.service;

import io.snapseal.iam.ServiceFault;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.StsException;

/** The errors of STS (STS API reference, "Common Errors" and each operation's "Errors"). */
final class StsFaults {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;

  private StsFaults() {}

  static RuntimeException accessDenied(String sentence) {
    return with(StsException.builder(), FORBIDDEN, "AccessDenied", sentence);
  }

  static RuntimeException validation(String message) {
    return with(StsException.builder(), BAD_REQUEST, "ValidationError", message);
  }

  static RuntimeException invalidParameter(String message) {
    return with(StsException.builder(), BAD_REQUEST, "InvalidParameterValue", message);
  }

  static RuntimeException malformedPolicy(String message) {
    return with(
        MalformedPolicyDocumentException.builder(),
        BAD_REQUEST,
        "MalformedPolicyDocument",
        message);
  }

  static RuntimeException packedPolicyTooLarge(int percent) {
    return with(
        PackedPolicyTooLargeException.builder(),
        BAD_REQUEST,
        "PackedPolicyTooLarge",
        "Packed size of session policies and tags consumes %d%% of allotted space."
            .formatted(percent));
  }

  /** The sentence that AWS's request validation answers with. */
  static RuntimeException constraint(Object value, String member, String constraint) {
    return validation(
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, member, constraint));
  }

  /** A member that STS acts upon on AWS and this region does not. */
  static RuntimeException unsupported(String member) {
    return invalidParameter(member + " is not supported in this region.");
  }

  private static RuntimeException with(
      AwsServiceException.Builder exception, int status, String code, String message) {
    return ServiceFault.of(exception, "Sts", status, code, message);
  }
}
