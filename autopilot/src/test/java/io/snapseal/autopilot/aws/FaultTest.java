package io.snapseal.autopilot.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.model.RdsException;

class FaultTest {
  private static List<Fault> all() {
    List<Fault> all = new ArrayList<>(List.of(AwsFault.values()));
    all.addAll(List.of(OwnFault.values()));
    return all;
  }

  @Test
  void everyFaultHasACauseAndAFixForAPerson() {
    for (Fault fault : all()) {
      assertThat(fault.cause()).as(fault.code()).isNotBlank().doesNotEndWith(".");
      assertThat(fault.fix()).as(fault.code()).matches("[A-Z].*[.]");
    }
  }

  @Test
  void everyMeaningCanBeReached() {
    for (AwsFault fault : AwsFault.values()) {
      assertThat(Fault.of(fault.code(), "It is: " + fault.words() + ".")).isEqualTo(fault);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DBSnapshotAlreadyExists",
        "DBSnapshotNotFound",
        "DBSnapshotNotFoundFault",
        "InvalidDBSnapshotState",
        "SnapshotQuotaExceeded",
        "KMSKeyNotAccessibleFault",
        "KMSKeyNotAccessible",
        "InstanceQuotaExceeded",
        "StorageQuotaExceeded",
        "InsufficientDBInstanceCapacity",
        "InvalidDBInstanceState",
        "DBInstanceAlreadyExists",
        "DBInstanceNotFound",
        "OptionGroupNotFoundFault",
        "InvalidSubnet",
        "DBSubnetGroupNotFoundFault",
        "DBSubnetGroupDoesNotCoverEnoughAZs",
        "InvalidVPCNetworkStateFault",
        "InvalidRestoreFault",
        "AccessDenied",
        "InvalidParameterValue",
        "InvalidParameterCombination",
        "Throttling",
        "ThrottlingException",
        "RequestLimitExceeded",
        "ExpiredToken",
        "InternalFailure",
        "ServiceUnavailable",
        "NotFoundException",
        "AccessDeniedException",
        "InvalidArnException",
        "KMSInternalException",
        "DependencyTimeoutException"
      })
  void knowsWhatAwsDocuments(String code) {
    assertThat(Fault.of(code, "")).isNotEqualTo(OwnFault.OTHER);
    assertThat(Fault.explain(code.toLowerCase(Locale.ROOT))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SnapshotQuotaExceeded,Cannot create more than 100 manual snapshots,NEVER",
    "SnapshotQuotaExceeded,Cannot copy more than 20 snapshots across regions,CAPACITY",
    "Throttling,Rate exceeded,BACKOFF",
    "AccessDenied,with an explicit deny in a service control policy,NEVER",
    "InvalidDBSnapshotState,automated snapshots cannot be deleted.,NEVER",
    "InvalidDBSnapshotState,snapshot is not available,BACKOFF"
  })
  void tellsTheMeaningsOfOneCodeApart(String code, String message, Failure.Retry retry) {
    assertThat(Fault.of(code, message).retry()).isEqualTo(retry);
  }

  @Test
  void explainsALineOfTheCli() {
    String line =
        "An error occurred (SnapshotQuotaExceeded) when calling the CopyDBSnapshot operation:"
            + " Cannot copy more than 20 snapshots across regions";
    assertThat(Fault.explain(line)).startsWith(AwsFault.COPY_QUOTA);
    assertThat(Fault.explain("all is well")).isEmpty();
    assertThat(Fault.explain("KeyDisabled")).containsExactly(OwnFault.KEY_DISABLED);
  }

  @Test
  void anUnknownCodeIsTriedAgainOnlyIfTheServerFailed() {
    assertThat(Errors.of(unknown(503)).retry()).isEqualTo(Failure.Retry.BACKOFF);
    assertThat(Errors.of(unknown(400)).retry()).isEqualTo(Failure.Retry.NEVER);
    assertThat(Errors.of(unknown(400)).code()).isEqualTo("SomethingNew");
  }

  private static SdkException unknown(int status) {
    return (SdkException)
        RdsException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode("SomethingNew").errorMessage("oh").build())
            .statusCode(status)
            .build();
  }

  @Test
  void anAnswerWithoutDetailsIsStillAFailure() {
    SdkException bare = (SdkException) RdsException.builder().statusCode(502).build();
    assertThat(Errors.of(bare).message()).isEqualTo("HTTP status 502");
    assertThat(Errors.of(bare).retry()).isEqualTo(Failure.Retry.BACKOFF);
  }

  @Test
  void nothingSignedReachesAMessage() {
    SdkException leaking =
        SdkClientException.create(
            "cannot reach https://rds.us-east-1.amazonaws.com/?Action=X&X-Amz-Signature=abc123");
    assertThat(Errors.of(leaking).message()).doesNotContain("abc123").contains("cannot reach");
  }
}
