package io.snapseal.rds.resource;

import io.snapseal.iam.ServiceFault;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.DbClusterAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceAutomatedBackupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.GlobalClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceAutomatedBackupStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SharedSnapshotQuotaExceededException;

/** Every error RDS answers with: AWS's code, status and sentence. */
public final class RdsFaults {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private RdsFaults() {}

  public static RuntimeException accessDenied(String sentence) {
    return with(RdsException.builder(), FORBIDDEN, "AccessDenied", sentence);
  }

  /** A parameter that the service model requires, or AWS's error for its absence. */
  public static <T> T required(@Nullable T value, String parameter) {
    if (value == null) {
      throw with(
          RdsException.builder(),
          BAD_REQUEST,
          "MissingParameter",
          "The request must contain the parameter " + parameter);
    }
    return value;
  }

  public static RuntimeException invalidValue(String message) {
    return with(RdsException.builder(), BAD_REQUEST, "InvalidParameterValue", message);
  }

  public static RuntimeException invalidCombination(String message) {
    return with(RdsException.builder(), BAD_REQUEST, "InvalidParameterCombination", message);
  }

  public static RuntimeException instanceNotFound(String id) {
    return with(
        DbInstanceNotFoundException.builder(),
        NOT_FOUND,
        "DBInstanceNotFound",
        "DBInstance " + id + " not found.");
  }

  public static RuntimeException instanceExists() {
    return with(
        DbInstanceAlreadyExistsException.builder(),
        BAD_REQUEST,
        "DBInstanceAlreadyExists",
        "DB instance already exists");
  }

  public static RuntimeException instanceState(String message) {
    return with(
        InvalidDbInstanceStateException.builder(), BAD_REQUEST, "InvalidDBInstanceState", message);
  }

  public static RuntimeException automatedBackupNotFound(String id) {
    return with(
        DbInstanceAutomatedBackupNotFoundException.builder(),
        NOT_FOUND,
        "DBInstanceAutomatedBackupNotFound",
        "No automated backup for DB instance " + id + " found.");
  }

  public static RuntimeException automatedBackupState(String status) {
    return with(
        InvalidDbInstanceAutomatedBackupStateException.builder(),
        BAD_REQUEST,
        "InvalidDBInstanceAutomatedBackupState",
        "Cannot delete an automated backup in the status %s: it goes with its DB instance, or when the retention period is set to 0."
            .formatted(status));
  }

  public static RuntimeException snapshotNotFound(String id) {
    return with(
        DbSnapshotNotFoundException.builder(),
        NOT_FOUND,
        "DBSnapshotNotFound",
        "DBSnapshot " + id + " not found.");
  }

  public static RuntimeException snapshotExists(String id) {
    return with(
        DbSnapshotAlreadyExistsException.builder(),
        BAD_REQUEST,
        "DBSnapshotAlreadyExists",
        "Cannot create the snapshot because a snapshot with the identifier "
            + id
            + " already exists.");
  }

  public static RuntimeException snapshotState(String message) {
    return with(
        InvalidDbSnapshotStateException.builder(), BAD_REQUEST, "InvalidDBSnapshotState", message);
  }

  public static RuntimeException clusterNotFound(String id) {
    return with(
        DbClusterNotFoundException.builder(),
        NOT_FOUND,
        "DBClusterNotFoundFault",
        "DBCluster " + id + " not found.");
  }

  public static RuntimeException clusterExists() {
    return with(
        DbClusterAlreadyExistsException.builder(),
        BAD_REQUEST,
        "DBClusterAlreadyExistsFault",
        "DB Cluster already exists");
  }

  public static RuntimeException clusterState(String message) {
    return with(
        InvalidDbClusterStateException.builder(),
        BAD_REQUEST,
        "InvalidDBClusterStateFault",
        message);
  }

  public static RuntimeException clusterSnapshotNotFound(String id) {
    return with(
        DbClusterSnapshotNotFoundException.builder(),
        NOT_FOUND,
        "DBClusterSnapshotNotFoundFault",
        "DBClusterSnapshot " + id + " not found.");
  }

  public static RuntimeException clusterSnapshotExists(String id) {
    return with(
        DbClusterSnapshotAlreadyExistsException.builder(),
        BAD_REQUEST,
        "DBClusterSnapshotAlreadyExistsFault",
        "Cannot create the cluster snapshot because one with the identifier "
            + id
            + " already exists.");
  }

  public static RuntimeException clusterSnapshotState(String message) {
    return with(
        InvalidDbClusterSnapshotStateException.builder(),
        BAD_REQUEST,
        "InvalidDBClusterSnapshotStateFault",
        message);
  }

  public static RuntimeException globalClusterNotFound(String id) {
    return with(
        GlobalClusterNotFoundException.builder(),
        NOT_FOUND,
        "GlobalClusterNotFoundFault",
        "Global cluster " + id + " not found.");
  }

  public static RuntimeException tooManyShares(int most) {
    return with(
        SharedSnapshotQuotaExceededException.builder(),
        BAD_REQUEST,
        "SharedSnapshotQuotaExceeded",
        "You have exceeded the maximum number of accounts (%d) that you can share a manual DB snapshot with."
            .formatted(most));
  }

  /** The sentence AWS answers with, whichever of its three causes it was. */
  public static RuntimeException keyNotAccessible(String which, String key) {
    return with(
        KmsKeyNotAccessibleException.builder(),
        BAD_REQUEST,
        "KMSKeyNotAccessibleFault",
        "The %s KMS key [%s] does not exist, is not enabled or you do not have permissions to access it."
            .formatted(which, key));
  }

  /**
   * What KMS objected to as RDS asked it on a caller's behalf: that it was asked too often may be
   * tried again (RDS API reference, "Common Errors"), everything else has one fault.
   */
  public static RuntimeException keyRefused(KmsException refusal, String which, String key) {
    return refusal.isThrottlingException()
        ? with(RdsException.builder(), BAD_REQUEST, "Throttling", "Rate exceeded")
        : keyNotAccessible(which, key);
  }

  /**
   * A fault of one resource's own, of a code that the service model has.
   *
   * @param exception a builder of the model's class
   */
  public static RuntimeException of(
      AwsServiceException.Builder exception, String code, String message) {
    return with(exception, BAD_REQUEST, code, message);
  }

  /** {@link #of}, for what is not there. */
  public static RuntimeException missing(
      AwsServiceException.Builder exception, String code, String message) {
    return with(exception, NOT_FOUND, code, message);
  }

  public static RuntimeException notOffered(String message) {
    return with(RdsException.builder(), BAD_REQUEST, "UnsupportedOperation", message);
  }

  /** What another server answered with: its code, status and sentence. */
  public static RuntimeException ofPeer(int status, String code, String message) {
    return with(RdsException.builder(), status, code, message);
  }

  public static RuntimeException unavailable(String message) {
    return with(RdsException.builder(), UNAVAILABLE, "ServiceUnavailable", message);
  }

  private static RuntimeException with(
      AwsServiceException.Builder exception, int status, String code, String message) {
    return ServiceFault.of(exception, "Rds", status, code, message);
  }
}
