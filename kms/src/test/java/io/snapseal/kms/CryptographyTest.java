package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;

class CryptographyTest {
  private static final Map<String, String> CONTEXT = Map.of("aws:rds:db-id", "db-1", "b", "2");

  private static final Set<Integer> ACCOUNT_DIGITS =
      IntStream.range(2, 2 + 12).boxed().collect(Collectors.toSet());

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient kms;
  private String key;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    kms = fixture.client();
    key = kms.createKey(r -> r.description("test")).keyMetadata().arn();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private SdkBytes encrypted() {
    return kms.encrypt(r -> r.keyId(key).plaintext(bytes("canary")).encryptionContext(CONTEXT))
        .ciphertextBlob();
  }

  @Test
  void decryptNeedsNoKeyIdButTheWholeContext() {
    SdkBytes blob = encrypted();

    assertThat(kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)).plaintext())
        .isEqualTo(bytes("canary"));
    for (Map<String, String> wrong :
        java.util.List.of(
            Map.<String, String>of(),
            Map.of("aws:rds:db-id", "db-1"),
            Map.of("aws:rds:db-id", "db-2", "b", "2"),
            Map.of("aws:rds:db-id", "db-1", "b", "2", "c", ""),
            Map.of("aws:rds:db-i", "ddb-1", "b", "2"))) {
      assertThatThrownBy(() -> kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(wrong)))
          .isInstanceOf(InvalidCiphertextException.class);
    }
  }

  /** A flipped bit of the account's digits is another account's ciphertext: denied unseen. */
  @Test
  void everyFlippedBitOfACiphertextIsRefused() {
    byte[] blob = encrypted().asByteArray();
    for (int bit = 0; bit < blob.length * 8; bit++) {
      byte[] flipped = blob.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(
              () ->
                  kms.decrypt(
                      r ->
                          r.ciphertextBlob(SdkBytes.fromByteArray(flipped))
                              .encryptionContext(CONTEXT)))
          .as("bit %d", bit)
          .isInstanceOf(KmsException.class)
          .extracting(e -> ((KmsException) e).awsErrorDetails().errorCode())
          .isIn(
              "InvalidCiphertextException",
              ACCOUNT_DIGITS.contains(bit / 8) ? "AccessDeniedException" : "-");
    }
  }

  @Test
  void everyTruncationOfACiphertextIsRefused() {
    byte[] blob = encrypted().asByteArray();
    for (int length = 1; length < blob.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(blob, length);
      assertThatThrownBy(
              () ->
                  kms.decrypt(
                      r ->
                          r.ciphertextBlob(SdkBytes.fromByteArray(cut)).encryptionContext(CONTEXT)))
          .isInstanceOf(InvalidCiphertextException.class);
    }
  }

  @Test
  void aDataKeyOpensAgainAfterARestart() {
    GenerateDataKeyResponse made =
        kms.generateDataKey(
            r -> r.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));
    assertThat(made.plaintext().asByteArray()).hasSize(32);
    fixture.close();

    fixture = new KmsFixture(home);
    SdkBytes opened =
        fixture
            .client()
            .decrypt(r -> r.ciphertextBlob(made.ciphertextBlob()).encryptionContext(CONTEXT))
            .plaintext();

    assertThat(opened).isEqualTo(made.plaintext());
  }

  @Test
  void reEncryptMovesToAnotherKeyAndContext() {
    String other = kms.createKey(r -> {}).keyMetadata().arn();
    SdkBytes moved =
        kms.reEncrypt(
                r ->
                    r.ciphertextBlob(encrypted())
                        .sourceEncryptionContext(CONTEXT)
                        .destinationKeyId(other)
                        .destinationEncryptionContext(Map.of("x", "y")))
            .ciphertextBlob();

    assertThat(
            kms.decrypt(r -> r.ciphertextBlob(moved).encryptionContext(Map.of("x", "y"))).keyId())
        .isEqualTo(other);
  }

  @Test
  void theKeyNamedMustBeTheKeyThatEncrypted() {
    String other = kms.createKey(r -> {}).keyMetadata().arn();
    SdkBytes blob = encrypted();

    assertThatThrownBy(
            () -> kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT).keyId(other)))
        .isInstanceOf(IncorrectKeyException.class);
  }

  @Test
  void aKeyIsUsedInItsOwnRegionOnly() {
    SdkBytes blob = encrypted();

    assertThatThrownBy(
            () ->
                fixture
                    .client("eu-west-1")
                    .decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)))
        .isInstanceOf(InvalidCiphertextException.class);
    assertThatThrownBy(
            () -> fixture.client("eu-west-1").encrypt(r -> r.keyId(key).plaintext(bytes("canary"))))
        .isInstanceOf(software.amazon.awssdk.services.kms.model.NotFoundException.class);
  }

  @Test
  void aDisabledKeyRefusesAtOnceAndAnEnabledOneWorksAgain() {
    SdkBytes blob = encrypted();
    kms.disableKey(r -> r.keyId(key));

    assertThatThrownBy(() -> kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)))
        .isInstanceOf(DisabledException.class)
        .hasMessageContaining(key + " is disabled.");
    assertThatThrownBy(() -> kms.generateDataKey(r -> r.keyId(key).keySpec(DataKeySpec.AES_256)))
        .isInstanceOf(DisabledException.class);

    kms.enableKey(r -> r.keyId(key));
    assertThat(kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)).plaintext())
        .isEqualTo(bytes("canary"));
  }

  @Test
  void aKeyPendingDeletionRefuses() {
    SdkBytes blob = encrypted();
    kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));

    assertThatThrownBy(() -> kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)))
        .isInstanceOf(KmsInvalidStateException.class)
        .hasMessageContaining("is pending deletion.");
  }

  @Test
  void theAwsManagedKeyWorksThroughRdsOnly() {
    KmsClient viaRds = fixture.viaRds();
    SdkBytes blob =
        viaRds
            .generateDataKey(r -> r.keyId("alias/aws/rds").keySpec(DataKeySpec.AES_256))
            .ciphertextBlob();

    assertThat(viaRds.decrypt(r -> r.ciphertextBlob(blob)).plaintext().asByteArray()).hasSize(32);
    assertThatThrownBy(() -> kms.decrypt(r -> r.ciphertextBlob(blob)))
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
  }

  @Test
  void dryRunDoesNothingAndSaysThatItWouldHaveWorked() {
    assertThatThrownBy(() -> kms.encrypt(r -> r.keyId(key).plaintext(bytes("canary")).dryRun(true)))
        .isInstanceOf(DryRunOperationException.class);
  }

  @Test
  void sizesOutsideTheModelAreRefused() {
    assertThatThrownBy(
            () -> kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromByteArray(new byte[4097]))))
        .hasMessageContaining("'plaintext' failed to satisfy constraint");
    assertThatThrownBy(() -> kms.generateRandom(r -> r.numberOfBytes(1025)))
        .hasMessageContaining("less than or equal to 1024");
    assertThatThrownBy(() -> kms.generateDataKey(r -> r.keyId(key)))
        .hasMessageContaining("either number of bytes or key spec");
    assertThatThrownBy(
            () ->
                kms.encrypt(
                    r ->
                        r.keyId(key)
                            .plaintext(bytes("canary"))
                            .encryptionContext(Map.of("k", "v".repeat(9000)))))
        .hasMessageContaining("encryption context is larger");
  }
}
