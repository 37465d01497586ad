package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** The two halves of a data key pair belong together, and the secret one needs KMS to open. */
class DataKeyPairsTest {
  private static final Map<String, String> CONTEXT = Map.of("purpose", "signing");

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient kms;
  private String key;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    kms = fixture.client();
    key = kms.createKey(r -> {}).keyMetadata().arn();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RSA_2048", "RSA_3072", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521"})
  void whatThePrivateKeySignsThePublicKeyVerifies(String spec) throws GeneralSecurityException {
    GenerateDataKeyPairResponse pair =
        kms.generateDataKeyPair(r -> r.keyId(key).keyPairSpec(spec).encryptionContext(CONTEXT));
    SdkBytes opened =
        kms.decrypt(
                r -> r.ciphertextBlob(pair.privateKeyCiphertextBlob()).encryptionContext(CONTEXT))
            .plaintext();

    assertThat(opened).isEqualTo(pair.privateKeyPlaintext());
    assertThat(pair.keyPairSpecAsString()).isEqualTo(spec);
    assertThat(pair.keyId()).isEqualTo(key);
    assertThat(pair.keyMaterialId()).hasSize(64);
    assertThat(belongTogether(spec, opened, pair.publicKey())).isTrue();
    assertThatThrownBy(() -> kms.decrypt(r -> r.ciphertextBlob(pair.privateKeyCiphertextBlob())))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  private static boolean belongTogether(String spec, SdkBytes secret, SdkBytes shared)
      throws GeneralSecurityException {
    boolean rsa = spec.startsWith("RSA");
    KeyFactory keys = KeyFactory.getInstance(rsa ? "RSA" : "EC");
    PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(secret.asByteArray()));
    PublicKey publicKey = keys.generatePublic(new X509EncodedKeySpec(shared.asByteArray()));
    Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
    signature.initSign(privateKey);
    signature.update(new byte[] {1});
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(new byte[] {1});
    return signature.verify(signed);
  }

  @Test
  void withoutPlaintextOnlyTheCiphertextHoldsThePrivateKey() throws GeneralSecurityException {
    GenerateDataKeyPairWithoutPlaintextResponse pair =
        kms.generateDataKeyPairWithoutPlaintext(
            r -> r.keyId(key).keyPairSpec(DataKeyPairSpec.ECC_NIST_P256));
    SdkBytes opened =
        kms.decrypt(r -> r.ciphertextBlob(pair.privateKeyCiphertextBlob())).plaintext();

    assertThat(belongTogether("ECC_NIST_P256", opened, pair.publicKey())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ECC_SECG_P256K1", "SM2", "ECC_NIST_EDWARDS25519"})
  void whatTheJdkDoesNotHaveIsRefusedByName(String spec) {
    assertThatThrownBy(() -> kms.generateDataKeyPair(r -> r.keyId(key).keyPairSpec(spec)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("KeyPairSpec " + spec + " is not supported in this region.");
    assertThatThrownBy(
            () -> kms.generateDataKeyPair(r -> r.keyId(key).keyPairSpec(spec).dryRun(true)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aDryRunMakesNothing() {
    assertThatThrownBy(
            () ->
                kms.generateDataKeyPair(
                    r -> r.keyId(key).keyPairSpec(DataKeyPairSpec.RSA_4096).dryRun(true)))
        .isInstanceOfSatisfying(
            DryRunOperationException.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThatThrownBy(
            () ->
                kms.generateDataKeyPairWithoutPlaintext(
                    r -> r.keyId(key).keyPairSpec(DataKeyPairSpec.RSA_4096).dryRun(true)))
        .isInstanceOf(DryRunOperationException.class);
  }
}
