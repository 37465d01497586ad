package io.snapseal.audit;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidEventCategoryException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidLookupAttributesException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidMaxResultsException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidTimeRangeException;

/** CloudTrail's errors (CloudTrail API reference, LookupEvents). */
final class CloudTrailFaults {
  private static final int BAD_REQUEST = 400;

  private CloudTrailFaults() {}

  static CloudTrailException accessDenied(String sentence) {
    return of(CloudTrailException::builder, "AccessDeniedException", sentence);
  }

  static CloudTrailException lookupAttributes(String sentence) {
    return of(
        InvalidLookupAttributesException::builder, "InvalidLookupAttributesException", sentence);
  }

  static CloudTrailException maxResults() {
    return of(
        InvalidMaxResultsException::builder,
        "InvalidMaxResultsException",
        "MaxResults must be between 1 and 50.");
  }

  static CloudTrailException eventCategory() {
    return of(
        InvalidEventCategoryException::builder,
        "InvalidEventCategoryException",
        "The EventCategory must be insight, or left out.");
  }

  static CloudTrailException throttled() {
    return of(CloudTrailException::builder, "ThrottlingException", "Rate exceeded");
  }

  static CloudTrailException nextToken() {
    return of(
        InvalidNextTokenException::builder,
        "InvalidNextTokenException",
        "The NextToken is not one that an earlier call gave.");
  }

  static CloudTrailException timeRange() {
    return of(
        InvalidTimeRangeException::builder,
        "InvalidTimeRangeException",
        "The StartTime is after the EndTime.");
  }

  private static CloudTrailException of(
      Supplier<? extends CloudTrailException.Builder> builder, String code, String message) {
    return (CloudTrailException)
        builder
            .get()
            .message(message)
            .statusCode(BAD_REQUEST)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }
}
