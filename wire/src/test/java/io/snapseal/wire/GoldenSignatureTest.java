package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the AWS CLI signs, we verify; changed in one byte, we do not. */
class GoldenSignatureTest {
  private static final AccessKeySecrets SECRETS =
      id ->
          id.equals(Golden.KEY_ID)
              ? Optional.of(SecretAccessKey.of(Golden.SECRET))
              : Optional.empty();

  @ParameterizedTest
  @CsvSource({
    "rds-describe.http, us-east-1, rds",
    "rds-copy.http, eu-west-1, rds",
    "kms-encrypt.http, us-east-1, kms",
  })
  void acceptsWhatTheCliSigned(String file, String region, String service) {
    WireRequest request = Golden.request(file);

    assertThat(check(request, SECRETS).verify(request, List.of()))
        .isEqualTo(new VerifiedSignature(Golden.KEY_ID, Optional.empty(), region, service));
  }

  @Test
  void acceptsASessionTokenOnlyIfItIsTheKeysOwn() {
    WireRequest request = Golden.request("sts-token.http");

    assertThat(check(request, temporary("FQoGZXIvYXdzEXAMPLE//+==")).verify(request, List.of()))
        .isEqualTo(
            new VerifiedSignature(
                Golden.KEY_ID,
                Optional.of(SecretAccessKey.of("FQoGZXIvYXdzEXAMPLE//+==")),
                "us-east-1",
                "sts"));
    assertThatThrownBy(() -> check(request, temporary("another")).verify(request, List.of()))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> check(request, SECRETS).verify(request, List.of()))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void requiresTheTokenOfATemporaryKey() {
    WireRequest request = Golden.request("rds-describe.http");

    assertThatThrownBy(() -> check(request, temporary("token")).verify(request, List.of()))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void acceptsAPresignedUrlOfTheCli() {
    String url = "https://" + Golden.text("rds-auth-token.url");
    Clock clock = at("20261124T092247Z");

    PresignedRequest verified = new PresignedUrlCheck(SECRETS, clock).verify(url);

    assertThat(verified.service()).isEqualTo("rds-db");
    assertThat(verified.host()).isEqualTo("db.example.com:3306");
    assertThat(verified.parameters())
        .containsOnlyKeys("Action", "DBUser")
        .containsEntry("DBUser", "jane");
    assertThat(verified.toString()).doesNotContain("jane");
  }

  @Test
  void acceptsThePresignedUrlInsideACrossRegionCopy() {
    WireRequest request = Golden.request("rds-copy.http");
    String url =
        ParameterTree.of(Parameter.parse(PercentCoding.utf8(request.body())))
            .child("PreSignedUrl")
            .flatMap(ParameterTree::value)
            .orElseThrow();

    PresignedRequest verified =
        new PresignedUrlCheck(SECRETS, at(request.header("x-amz-date").orElseThrow())).verify(url);

    assertThat(verified.region()).isEqualTo("us-east-1");
    assertThat(verified.parameters())
        .containsEntry("Action", "CopyDBSnapshot")
        .containsEntry("DestinationRegion", "eu-west-1")
        .containsEntry("KmsKeyId", "alias/backups")
        .containsEntry("Tags.Tag.1.Value", "c/d&e=ü");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rds-describe.http", "rds-copy.http", "kms-encrypt.http"})
  void refusesAnyChangedByteOfTheBody(String file) {
    WireRequest golden = Golden.request(file);
    for (int i = 0; i < golden.body().length; i++) {
      byte[] body = golden.bodyCopy();
      body[i] ^= 1;
      WireRequest changed =
          new WireRequest("POST", "/", "", golden.headers(), body, "127.0.0.1", false);

      assertThatThrownBy(() -> check(golden, SECRETS).verify(changed, List.of()))
          .isInstanceOf(RefusedException.class);
    }
  }

  private static AccessKeySecrets temporary(String token) {
    return new AccessKeySecrets() {
      @Override
      public Optional<SecretAccessKey> find(String accessKeyId) {
        return Optional.empty();
      }

      @Override
      public Optional<Temporary> findTemporary(String accessKeyId, String sessionToken) {
        return sessionToken.equals(token)
            ? SECRETS.find(accessKeyId).map(secret -> new Temporary(secret, Instant.MAX))
            : Optional.empty();
      }
    };
  }

  private static SignatureCheck check(WireRequest request, AccessKeySecrets secrets) {
    return new SignatureCheck(secrets, at(request.header("x-amz-date").orElseThrow()));
  }

  private static Clock at(String amzDate) {
    Instant instant = AmzDate.parse(amzDate);
    return Clock.fixed(instant, ZoneOffset.UTC);
  }
}
