package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;

/** A temporary access key signs with its token, until its end and not a moment longer. */
class TemporaryKeyTest {
  private static final String TOKEN = "the token";
  private static final String FORM = "Action=DescribeDBSnapshots&Version=2014-10-31";

  private record Session(Instant end) implements AccessKeySecrets {
    @Override
    public Optional<SecretAccessKey> find(String accessKeyId) {
      return Optional.empty();
    }

    @Override
    public Optional<Temporary> findTemporary(String accessKeyId, String sessionToken) {
      return accessKeyId.equals(Requests.KEY_ID) && sessionToken.equals(TOKEN)
          ? Optional.of(new Temporary(Requests.SECRET, end))
          : Optional.empty();
    }
  }

  private static String outcome(Requests request, String token, Instant end) {
    SignatureCheck check =
        new SignatureCheck(new Session(end), Clock.fixed(Requests.NOW, ZoneOffset.UTC));
    WireRequest signed = request.header("x-amz-security-token", token).signed();
    try {
      return check.verify(signed, List.of()).accessKeyId();
    } catch (RefusedException e) {
      return e.fault(Protocol.QUERY).code() + " " + e.fault(Protocol.JSON_1_1).code();
    }
  }

  @Test
  void signsUntilItsEnd() {
    assertThat(outcome(Requests.query(FORM), TOKEN, Requests.NOW.plusMillis(1)))
        .isEqualTo(Requests.KEY_ID);
    assertThat(outcome(Requests.query(FORM), TOKEN, Requests.NOW))
        .isEqualTo("ExpiredToken ExpiredTokenException");
  }

  /** Whoever does not hold the secret and the token is not told that the key has ended. */
  @Test
  void saysNothingOfItsEndToOthers() {
    assertThat(outcome(Requests.query(FORM), "another", Instant.EPOCH))
        .isEqualTo("InvalidClientTokenId UnrecognizedClientException");
    Requests forged =
        Requests.query(FORM).by(Requests.KEY_ID, SecretAccessKey.of("another secret"));
    assertThat(outcome(forged, TOKEN, Instant.EPOCH))
        .isEqualTo("SignatureDoesNotMatch InvalidSignatureException");
  }

  /** The SDK's clients read the code of either protocol, which callers refresh credentials by. */
  @Test
  void reachesTheSdkUnderItsName() {
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(Requests.KEY_ID, Servers.SECRET, TOKEN));
    try (WireServer server =
            WireServer.start(
                WireSettings.loopback(0),
                List.of(FakeRds.SERVICE, FakeKms.SERVICE),
                new Session(Instant.EPOCH),
                Clock.systemUTC(),
                UUID::randomUUID,
                Map.of());
        RdsClient rds =
            Servers.client(server, RdsClient.builder()).credentialsProvider(credentials).build();
        KmsClient kms =
            Servers.client(server, KmsClient.builder()).credentialsProvider(credentials).build()) {
      assertThat(catchThrowableOfType(AwsServiceException.class, () -> rds.describeDBSnapshots()))
          .extracting(e -> e.awsErrorDetails().errorCode(), AwsServiceException::statusCode)
          .containsExactly("ExpiredToken", 403);
      assertThat(catchThrowableOfType(AwsServiceException.class, () -> kms.listKeys()))
          .extracting(e -> e.awsErrorDetails().errorCode(), AwsServiceException::statusCode)
          .containsExactly("ExpiredTokenException", 400);
    }
  }
}
