package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.Tag;

/** What AWS's service model does not allow is answered in AWS's words, whole. */
class ConstraintsTest {
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

  private void answered(String sentences, Consumer<KmsClient> call) {
    KmsException error = catchThrowableOfType(KmsException.class, () -> call.accept(kms));
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
    assertThat(error.statusCode()).isEqualTo(400);
    assertThat(error.awsErrorDetails().errorMessage()).isEqualTo(sentences);
  }

  @Test
  void lengths() {
    String at = "' at 'keyId' failed to satisfy constraint: Member must have length ";
    String tooLong = "k".repeat(2049);
    answered(
        "1 validation error detected: Value '" + tooLong + at + "less than or equal to 2048",
        kms -> kms.describeKey(r -> r.keyId(tooLong)));
    answered(
        "1 validation error detected: Value '" + at + "greater than or equal to 1",
        kms -> kms.enableKey(r -> r.keyId("")));
  }

  /** A character outside the first plane is one character, though two in Java. */
  @Test
  void lengthsCountCharacters() {
    assertThat(kms.createKey(r -> r.description("\uD83D\uDE00".repeat(8192)))).isNotNull();
  }

  @Test
  void theModelsOrderAndAllOfThemAtOnce() {
    answered(
        "2 validation errors detected: Value null at 'aliasName' failed to satisfy constraint:"
            + " Member must not be null; Value null at 'targetKeyId' failed to satisfy constraint:"
            + " Member must not be null",
        kms -> kms.createAlias(r -> {}));
    answered(
        "2 validation errors detected: Value '' at 'aliasName' failed to satisfy constraint: Member"
            + " must have length greater than or equal to 1; Value '' at 'aliasName' failed to"
            + " satisfy constraint: Member must satisfy regular expression pattern:"
            + " ^[a-zA-Z0-9:/_-]+$",
        kms -> kms.deleteAlias(r -> r.aliasName("")));
  }

  @Test
  void rangesAndEnums() {
    answered(
        "1 validation error detected: Value '1001' at 'limit' failed to satisfy constraint: Member"
            + " must have value less than or equal to 1000",
        kms -> kms.listKeys(r -> r.limit(1001)));
    answered(
        "1 validation error detected: Value 'AES_512' at 'keySpec' failed to satisfy constraint:"
            + " Member must satisfy enum value set: [AES_256, AES_128]",
        kms -> kms.generateDataKey(r -> r.keyId("k").keySpec("AES_512")));
  }

  /** What was to be encrypted is not repeated, there or not. */
  @Test
  void aSecretIsNotRepeated() {
    answered(
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member"
            + " must have length less than or equal to 4096",
        kms -> kms.encrypt(r -> r.keyId("k").plaintext(SdkBytes.fromByteArray(new byte[4097]))));
    answered(
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member"
            + " must not be null",
        kms -> kms.encrypt(r -> r.keyId("k")));
  }

  @Test
  void whatIsInLists() {
    answered(
        "2 validation errors detected: Value '' at 'tags.2.member.tagKey' failed to satisfy"
            + " constraint: Member must have length greater than or equal to 1; Value null at"
            + " 'tags.2.member.tagValue' failed to satisfy constraint: Member must not be null",
        kms ->
            kms.tagResource(
                r ->
                    r.keyId("k")
                        .tags(
                            Tag.builder().tagKey("a").tagValue("").build(),
                            Tag.builder().tagKey("").build())));
    answered(
        "1 validation error detected: Value '[a, ]' at 'tagKeys' failed to satisfy constraint:"
            + " Member must satisfy constraint: [Member must have length less than or equal to 128,"
            + " Member must have length greater than or equal to 1]",
        kms -> kms.untagResource(r -> r.keyId("k").tagKeys(List.of("a", ""))));
    answered(
        "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member"
            + " must not be null",
        kms -> kms.untagResource(r -> r.keyId("k")));
  }
}
