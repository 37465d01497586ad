package io.snapseal.autopilot.fake;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** AWS's exceptions as the SDK makes them of AWS's answers. */
public final class FakeFaults {
  private FakeFaults() {}

  public static RuntimeException rds(String code, String message) {
    AwsServiceException.Builder builder =
        switch (code) {
          case "DBSnapshotNotFound" -> DbSnapshotNotFoundException.builder();
          case "DBClusterSnapshotNotFoundFault" -> DbClusterSnapshotNotFoundException.builder();
          case "DBClusterNotFoundFault" -> DbClusterNotFoundException.builder();
          case "DBInstanceNotFound" -> DbInstanceNotFoundException.builder();
          default -> RdsException.builder();
        };
    return filled(builder, code, message);
  }

  public static RuntimeException kms(String code, String message) {
    return filled(KmsException.builder(), code, message);
  }

  private static RuntimeException filled(
      AwsServiceException.Builder builder, String code, String message) {
    return builder
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .statusCode(400)
        .message(message)
        .build();
  }
}
