package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Our errors become the SDK's own exceptions. */
class SdkErrorsTest {
  private static WireServer server;
  private static RdsClient rds;
  private static KmsClient kms;

  @BeforeAll
  static void start() {
    server = Servers.overFakes();
    rds = Servers.client(server, RdsClient.builder()).build();
    kms = Servers.client(server, KmsClient.builder()).build();
  }

  @AfterAll
  static void stop() {
    rds.close();
    kms.close();
    server.close();
  }

  @Test
  void typedErrorsOfRds() {
    DbSnapshotNotFoundException thrown =
        catchThrowableOfType(DbSnapshotNotFoundException.class, () -> delete("missing"));

    assertThat(thrown.awsErrorDetails().errorMessage()).isEqualTo("a <message> & more");
    assertThat(thrown.statusCode()).isEqualTo(404);
    assertThat(thrown.requestId()).matches("[0-9a-f-]{36}");
  }

  @Test
  void plainErrorsOfRds() {
    assertRds("forbidden", "AccessDenied", 403);
    assertRds("away", "ServiceUnavailable", 503);
    assertRds("bug", "InternalFailure", 500);
  }

  @Test
  void typedErrorsOfKms() {
    assertThatThrownBy(() -> encrypt("missing"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Key 'missing' does not exist");
    assertThatThrownBy(() -> encrypt("broken")).isInstanceOf(KmsInternalException.class);
    assertThatThrownBy(() -> kms.decrypt(r -> r.ciphertextBlob(SdkBytes.fromUtf8String("x"))))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  void operationsNobodyImplements() {
    assertThat(catchThrowableOfType(RdsException.class, () -> rds.describeDBClusters()))
        .extracting(e -> e.awsErrorDetails().errorCode())
        .isEqualTo("UnsupportedOperation");
    assertThatThrownBy(() -> kms.listKeys())
        .isInstanceOf(software.amazon.awssdk.services.kms.model.UnsupportedOperationException.class)
        .hasMessageContaining("ListKeys");
  }

  @Test
  void wrongCredentials() {
    StaticCredentialsProvider wrong =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(Requests.KEY_ID, "wrong"));
    try (RdsClient stranger =
            Servers.client(server, RdsClient.builder()).credentialsProvider(wrong).build();
        KmsClient other =
            Servers.client(server, KmsClient.builder()).credentialsProvider(wrong).build()) {
      assertThat(catchThrowableOfType(RdsException.class, () -> stranger.describeDBSnapshots()))
          .extracting(e -> e.awsErrorDetails().errorCode())
          .isEqualTo("SignatureDoesNotMatch");
      assertThat(catchThrowableOfType(KmsException.class, () -> other.listKeys()))
          .extracting(e -> e.awsErrorDetails().errorCode())
          .isEqualTo("InvalidSignatureException");
    }
  }

  private static void assertRds(String id, String code, int status) {
    RdsException thrown = catchThrowableOfType(RdsException.class, () -> delete(id));

    assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(thrown.statusCode()).isEqualTo(status);
  }

  private static void delete(String id) {
    rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier(id));
  }

  private static void encrypt(String key) {
    kms.encrypt(request -> request.keyId(key).plaintext(SdkBytes.fromUtf8String("x")));
  }
}
