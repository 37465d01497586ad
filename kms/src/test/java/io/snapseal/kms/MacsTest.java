package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

class MacsTest {
  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient kms;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    kms = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private KeyMetadata made(String spec) {
    return kms.createKey(r -> r.keySpec(spec).keyUsage("GENERATE_VERIFY_MAC")).keyMetadata();
  }

  private SdkBytes mac(String key, String algorithm, String message) {
    return kms.generateMac(r -> r.keyId(key).message(bytes(message)).macAlgorithm(algorithm)).mac();
  }

  private boolean isValid(String key, String algorithm, String message, SdkBytes mac) {
    return kms.verifyMac(r -> r.keyId(key).message(bytes(message)).macAlgorithm(algorithm).mac(mac))
        .macValid();
  }

  @ParameterizedTest
  @CsvSource({
    "HMAC_224, HMAC_SHA_224, 28",
    "HMAC_256, HMAC_SHA_256, 32",
    "HMAC_384, HMAC_SHA_384, 48",
    "HMAC_512, HMAC_SHA_512, 64"
  })
  void aMacIsOfItsKeyAndItsMessage(String spec, String algorithm, int length) {
    KeyMetadata key = made(spec);
    assertThat(key.macAlgorithmsAsStrings()).containsExactly(algorithm);
    SdkBytes mac = mac(key.arn(), algorithm, "x");
    assertThat(mac.asByteArray()).hasSize(length);
    fixture.close();
    fixture = new KmsFixture(home);
    kms = fixture.client();

    assertThat(mac(key.arn(), algorithm, "x")).isEqualTo(mac);
    assertThat(isValid(key.arn(), algorithm, "x", mac)).isTrue();
    for (int i = 0; i < length; i++) {
      byte[] flipped = mac.asByteArray();
      flipped[i] ^= 1;
      assertInvalid(key.arn(), algorithm, "x", SdkBytes.fromByteArray(flipped));
    }
    assertInvalid(key.arn(), algorithm, "y", mac);
    assertInvalid(made(spec).arn(), algorithm, "x", mac);
    assertInvalid(
        key.arn(),
        algorithm,
        "x",
        SdkBytes.fromByteArray(Arrays.copyOf(mac.asByteArray(), length - 1)));
  }

  private void assertInvalid(String key, String algorithm, String message, SdkBytes mac) {
    assertThatThrownBy(() -> isValid(key, algorithm, message, mac))
        .isInstanceOfSatisfying(
            KmsInvalidMacException.class,
            e -> assertThat(e.awsErrorDetails().errorMessage()).isEmpty());
  }

  @Test
  void wrongUsesAreRefusedInAwssWords() {
    String key = made("HMAC_224").arn();
    String symmetric = kms.createKey(r -> {}).keyMetadata().arn();
    assertThatThrownBy(() -> mac(key, "HMAC_SHA_256", "x"))
        .isInstanceOf(InvalidKeyUsageException.class)
        .hasMessageContaining("Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.");
    assertThatThrownBy(() -> mac(symmetric, "HMAC_SHA_256", "x"))
        .isInstanceOf(InvalidKeyUsageException.class)
        .hasMessageContaining(
            symmetric + " key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.");
    assertThatThrownBy(() -> kms.encrypt(r -> r.keyId(key).plaintext(bytes("x"))))
        .isInstanceOf(InvalidKeyUsageException.class);
    assertThatThrownBy(() -> kms.getPublicKey(r -> r.keyId(key)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> kms.rotateKeyOnDemand(r -> r.keyId(key)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(
            () ->
                kms.generateMac(
                    r ->
                        r.keyId(key)
                            .message(SdkBytes.fromByteArray(new byte[4097]))
                            .macAlgorithm("HMAC_SHA_224")))
        .hasMessageContaining("Value at 'message' failed to satisfy constraint");
  }

  @Test
  void aDryRunOfAWrongMacFails() {
    String key = made("HMAC_256").arn();
    assertThatThrownBy(
            () ->
                kms.generateMac(
                    r ->
                        r.keyId(key).message(bytes("x")).macAlgorithm("HMAC_SHA_256").dryRun(true)))
        .isInstanceOf(DryRunOperationException.class);
    assertThatThrownBy(
            () ->
                kms.verifyMac(
                    r ->
                        r.keyId(key)
                            .message(bytes("x"))
                            .mac(bytes("x"))
                            .macAlgorithm("HMAC_SHA_256")
                            .dryRun(true)))
        .isInstanceOf(KmsInvalidMacException.class);
  }
}
