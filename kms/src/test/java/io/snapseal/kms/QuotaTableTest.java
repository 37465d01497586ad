package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateRandomRequest;
import software.amazon.awssdk.services.kms.model.KeyAgreementAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.VerifyRequest;

/** Which quota a request is charged to (KMS developer guide, "Request quotas"). */
class QuotaTableTest {
  private static final QuotaTable AWS = QuotaTable.aws();
  private static final String SYMMETRIC = "Cryptographic operations (symmetric) request rate";
  private static final String RSA = "Cryptographic operations (RSA) request rate";

  @TempDir private Path home;

  private static List<String> charged(AwsRequest request) {
    return AWS.charges("us-east-1", request).stream().map(charge -> charge.quota().name()).toList();
  }

  @Test
  void everyOperationIsCountedAndNoOther() {
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThat(AWS.operations())
          .containsExactlyInAnyOrderElementsOf(fixture.kms.permissions().keySet());
    }
  }

  @Test
  void whatNamesNoAlgorithmIsSymmetric() {
    assertThat(charged(EncryptRequest.builder().build())).containsExactly(SYMMETRIC);
    assertThat(charged(GenerateRandomRequest.builder().build())).containsExactly(SYMMETRIC);
  }

  static List<AwsRequest> requestsWithAnAlgorithm() {
    List<AwsRequest> requests = new ArrayList<>();
    for (EncryptionAlgorithmSpec spec : EncryptionAlgorithmSpec.knownValues()) {
      requests.add(EncryptRequest.builder().encryptionAlgorithm(spec).build());
      requests.add(DecryptRequest.builder().encryptionAlgorithm(spec).build());
    }
    for (SigningAlgorithmSpec spec : SigningAlgorithmSpec.knownValues()) {
      requests.add(SignRequest.builder().signingAlgorithm(spec).build());
      requests.add(VerifyRequest.builder().signingAlgorithm(spec).build());
    }
    for (MacAlgorithmSpec spec : MacAlgorithmSpec.knownValues()) {
      requests.add(GenerateMacRequest.builder().macAlgorithm(spec).build());
    }
    for (KeyAgreementAlgorithmSpec spec : KeyAgreementAlgorithmSpec.knownValues()) {
      requests.add(DeriveSharedSecretRequest.builder().keyAgreementAlgorithm(spec).build());
    }
    for (DataKeyPairSpec spec : DataKeyPairSpec.knownValues()) {
      requests.add(GenerateDataKeyPairRequest.builder().keyPairSpec(spec).build());
    }
    return requests;
  }

  @ParameterizedTest
  @MethodSource("requestsWithAnAlgorithm")
  void everyAlgorithmHasItsQuota(AwsRequest request) {
    assertThat(charged(request)).hasSize(1);
  }

  @Test
  void reEncryptingCountsForBothKeys() {
    ReEncryptRequest.Builder request = ReEncryptRequest.builder();
    assertThat(charged(request.build())).containsExactly(SYMMETRIC);
    assertThat(
            charged(
                request
                    .sourceEncryptionAlgorithm(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256)
                    .build()))
        .containsExactlyInAnyOrder(SYMMETRIC, RSA);
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, SYMMETRIC_DEFAULT, 100000",
    "eu-central-1, SYMMETRIC_DEFAULT, 20000",
    "eu-north-1, SYMMETRIC_DEFAULT, 10000",
    "us-east-1, RSAES_OAEP_SHA_1, 1000"
  })
  void theRateIsThatOfTheRegion(String region, String algorithm, long perSecond) {
    Quota quota =
        AWS.charges(region, EncryptRequest.builder().encryptionAlgorithm(algorithm).build())
            .get(0)
            .quota();
    assertThat(quota.burst(region)).isEqualTo(perSecond);
    assertThat(quota.interval(region)).isEqualTo(1_000_000_000 / perSecond);
  }

  @Test
  void belowOneASecondThereIsOneInSeveral() {
    Quota quota =
        AWS.charges(
                "cn-north-1", GenerateDataKeyPairRequest.builder().keyPairSpec("RSA_4096").build())
            .get(0)
            .quota();
    assertThat(quota.burst("cn-north-1")).isEqualTo(1);
    assertThat(quota.interval("cn-north-1")).isEqualTo(10_000_000_000L);
  }

  @Test
  void aRowThatLetsNothingThroughIsRefused() {
    assertThatThrownBy(() -> QuotaTable.parse("x | 0 | Sign"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QuotaTable.parse("x | 5"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
