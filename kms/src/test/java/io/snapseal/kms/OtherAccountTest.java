package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snapseal.iam.Caller;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** The root user of one account is nobody in another. */
class OtherAccountTest {
  private static final String STRANGER = "999999999999";

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient stranger;
  private String key;
  private String alias;
  private SdkBytes blob;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    stranger = fixture.kms.as(Caller.root(STRANGER, KmsFixture.REGION, "r"));
    KmsClient owner = fixture.client();
    key = owner.createKey(r -> {}).keyMetadata().arn();
    owner.createAlias(r -> r.aliasName("alias/mine").targetKeyId(key));
    alias = key.replaceFirst("key/.*", "alias/mine");
    blob = owner.encrypt(r -> r.keyId(key).plaintext(KmsFixture.bytes("x"))).ciphertextBlob();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static void denied(Runnable call) {
    KmsException denial = catchThrowableOfType(KmsException.class, call::run);
    assertThat(denial.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    assertThat(denial.awsErrorDetails().errorMessage())
        .startsWith("User: arn:aws:iam::999999999999:root is not authorized to perform: kms:")
        .contains("no resource-based policy allows");
  }

  /** Whether the key is there or not: the answer is the same. */
  @Test
  void noOperationReachesAnotherAccountsKey() {
    for (String name : List.of(key, key.replaceFirst("key/.*", "key/none"))) {
      for (Consumer<String> call : byKeyId()) {
        denied(() -> call.accept(name));
      }
    }
    for (String name : List.of(alias, alias + "-none")) {
      denied(() -> stranger.describeKey(r -> r.keyId(name)));
      denied(() -> stranger.encrypt(r -> r.keyId(name).plaintext(KmsFixture.bytes("x"))));
    }
  }

  private List<Consumer<String>> byKeyId() {
    return List.of(
        id -> stranger.describeKey(r -> r.keyId(id)),
        id -> stranger.enableKey(r -> r.keyId(id)),
        id -> stranger.disableKey(r -> r.keyId(id)),
        id -> stranger.scheduleKeyDeletion(r -> r.keyId(id)),
        id -> stranger.cancelKeyDeletion(r -> r.keyId(id)),
        id -> stranger.getKeyPolicy(r -> r.keyId(id)),
        id -> stranger.putKeyPolicy(r -> r.keyId(id).policy("{}")),
        id -> stranger.listKeyPolicies(r -> r.keyId(id)),
        id -> stranger.tagResource(r -> r.keyId(id).tags(List.of())),
        id -> stranger.untagResource(r -> r.keyId(id).tagKeys("a")),
        id -> stranger.listResourceTags(r -> r.keyId(id)),
        id -> stranger.createAlias(r -> r.aliasName("alias/theirs").targetKeyId(id)),
        id -> stranger.encrypt(r -> r.keyId(id).plaintext(KmsFixture.bytes("x"))),
        id -> stranger.generateDataKey(r -> r.keyId(id).keySpec(DataKeySpec.AES_256)),
        id ->
            stranger.generateDataKeyWithoutPlaintext(r -> r.keyId(id).keySpec(DataKeySpec.AES_256)),
        id -> stranger.reEncrypt(r -> r.ciphertextBlob(blob).destinationKeyId(id)),
        id -> stranger.updateKeyDescription(r -> r.keyId(id).description("x")),
        id -> stranger.enableKeyRotation(r -> r.keyId(id)),
        id -> stranger.disableKeyRotation(r -> r.keyId(id)),
        id -> stranger.getKeyRotationStatus(r -> r.keyId(id)),
        id -> stranger.rotateKeyOnDemand(r -> r.keyId(id)),
        id -> stranger.listKeyRotations(r -> r.keyId(id)),
        id -> stranger.generateDataKeyPair(r -> r.keyId(id).keyPairSpec("RSA_2048")),
        id ->
            stranger.generateDataKeyPairWithoutPlaintext(r -> r.keyId(id).keyPairSpec("RSA_2048")),
        id ->
            stranger.getParametersForImport(
                r ->
                    r.keyId(id)
                        .wrappingAlgorithm("RSAES_OAEP_SHA_256")
                        .wrappingKeySpec("RSA_2048")),
        id ->
            stranger.importKeyMaterial(
                r -> r.keyId(id).importToken(blob).encryptedKeyMaterial(blob)),
        id -> stranger.deleteImportedKeyMaterial(r -> r.keyId(id)),
        id -> stranger.replicateKey(r -> r.keyId(id).replicaRegion(KmsFixture.SECOND)),
        id -> stranger.updatePrimaryRegion(r -> r.keyId(id).primaryRegion(KmsFixture.SECOND)),
        id -> stranger.getPublicKey(r -> r.keyId(id)),
        id ->
            stranger.deriveSharedSecret(
                r -> r.keyId(id).keyAgreementAlgorithm("ECDH").publicKey(blob)),
        id -> stranger.sign(r -> r.keyId(id).message(blob).signingAlgorithm("ECDSA_SHA_256")),
        id ->
            stranger.verify(
                r -> r.keyId(id).message(blob).signature(blob).signingAlgorithm("ECDSA_SHA_256")),
        id -> stranger.generateMac(r -> r.keyId(id).message(blob).macAlgorithm("HMAC_SHA_256")),
        id ->
            stranger.verifyMac(
                r -> r.keyId(id).message(blob).mac(blob).macAlgorithm("HMAC_SHA_256")),
        id ->
            stranger.decrypt(
                r -> r.keyId(id).ciphertextBlob(blob).encryptionAlgorithm("RSAES_OAEP_SHA_256")));
  }

  @Test
  void anotherAccountsCiphertextDoesNotOpen() {
    denied(() -> stranger.decrypt(r -> r.ciphertextBlob(blob)));
    String own = stranger.createKey(r -> {}).keyMetadata().arn();
    denied(() -> stranger.reEncrypt(r -> r.ciphertextBlob(blob).destinationKeyId(own)));
  }

  @Test
  void anotherAccountsKeyIsNotLookedUpBesideAnOwnCiphertext() {
    String own = stranger.createKey(r -> {}).keyMetadata().arn();
    SdkBytes mine =
        stranger.encrypt(r -> r.keyId(own).plaintext(KmsFixture.bytes("x"))).ciphertextBlob();
    for (String name : List.of(key, key.replaceFirst("key/.*", "key/none"), alias)) {
      assertThatThrownBy(() -> stranger.decrypt(r -> r.ciphertextBlob(mine).keyId(name)))
          .isInstanceOf(IncorrectKeyException.class);
    }
  }

  @Test
  void anotherAccountsNamesAreNotListed() {
    assertThat(stranger.listKeys(r -> {}).keys()).isEmpty();
    assertThat(stranger.listAliases(r -> {}).aliases()).isEmpty();
    for (String name : List.of(key, key.replaceFirst("key/.*", "key/none"))) {
      assertThatThrownBy(() -> stranger.listAliases(r -> r.keyId(name)))
          .isInstanceOf(NotFoundException.class);
    }
  }
}
