package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.GetParametersForImportResponse;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialResponse;
import software.amazon.awssdk.services.kms.model.ImportType;
import software.amazon.awssdk.services.kms.model.IncorrectKeyMaterialException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** Imported material of HMAC and asymmetric keys, and of keys of several regions. */
class OtherImportsTest {
  private static final String WRAPPING = "RSA_AES_KEY_WRAP_SHA_256";

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

  private KeyMetadata external(String spec, String usage) {
    return kms.createKey(r -> r.keySpec(spec).keyUsage(usage).origin("EXTERNAL")).keyMetadata();
  }

  private static ImportKeyMaterialResponse bring(KmsClient kms, String key, byte[] material) {
    GetParametersForImportResponse parameters =
        kms.getParametersForImport(
            r -> r.keyId(key).wrappingAlgorithm(WRAPPING).wrappingKeySpec("RSA_2048"));
    try {
      SdkBytes wrapped = KeyImportTest.wrapped(parameters, WRAPPING, material);
      return kms.importKeyMaterial(
          r ->
              r.keyId(key)
                  .importToken(parameters.importToken())
                  .encryptedKeyMaterial(wrapped)
                  .expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyState state(String key) {
    return kms.describeKey(r -> r.keyId(key)).keyMetadata().keyState();
  }

  @Test
  void anHmacKeyIsTheBytesThatWereBrought() throws GeneralSecurityException {
    String key = external("HMAC_384", "GENERATE_VERIFY_MAC").arn();
    byte[] secret = new byte[48];
    Arrays.fill(secret, (byte) 7);
    assertThatThrownBy(() -> bring(kms, key, Arrays.copyOf(secret, 32)))
        .isInstanceOf(IncorrectKeyMaterialException.class);
    ImportKeyMaterialResponse brought = bring(kms, key, secret);
    assertThat(brought.keyMaterialId()).isNull();

    Mac mac = Mac.getInstance("HmacSHA384");
    mac.init(new SecretKeySpec(secret, "HmacSHA384"));
    assertThat(
            kms.generateMac(r -> r.keyId(key).message(bytes("x")).macAlgorithm("HMAC_SHA_384"))
                .mac()
                .asByteArray())
        .isEqualTo(mac.doFinal("x".getBytes(StandardCharsets.UTF_8)));
    kms.deleteImportedKeyMaterial(r -> r.keyId(key));
    assertThat(state(key)).isEqualTo(KeyState.PENDING_IMPORT);
    secret[0]++;
    assertThatThrownBy(() -> bring(kms, key, secret))
        .isInstanceOf(IncorrectKeyMaterialException.class);
    secret[0]--;
    bring(kms, key, secret);
    assertThat(state(key)).isEqualTo(KeyState.ENABLED);
  }

  /** Enough keys of each curve that both square roots come up. */
  @ParameterizedTest
  @CsvSource({
    "RSA_2048, RSASSA_PKCS1_V1_5_SHA_256, SHA256withRSA, 1",
    "ECC_NIST_P256, ECDSA_SHA_256, SHA256withECDSA, 6",
    "ECC_NIST_P384, ECDSA_SHA_384, SHA384withECDSA, 6",
    "ECC_NIST_P521, ECDSA_SHA_512, SHA512withECDSA, 6"
  })
  void anAsymmetricKeyHasThePublicKeyOfWhatWasBrought(
      String spec, String algorithm, String jdk, int times) throws GeneralSecurityException {
    KeyPairs pairs = new KeyPairs(new SecureRandom());
    for (int i = 0; i < times; i++) {
      KeyPair pair = pairs.made(spec);
      String key = external(spec, "SIGN_VERIFY").arn();
      assertThatThrownBy(() -> kms.getPublicKey(r -> r.keyId(key)))
          .isInstanceOf(KmsInvalidStateException.class);
      bring(kms, key, pair.getPrivate().getEncoded());

      assertThat(kms.getPublicKey(r -> r.keyId(key)).publicKey().asByteArray())
          .isEqualTo(pair.getPublic().getEncoded());
      byte[] signature =
          kms.sign(r -> r.keyId(key).message(bytes("x")).signingAlgorithm(algorithm))
              .signature()
              .asByteArray();
      Signature verifying = Signature.getInstance(jdk);
      verifying.initVerify(pair.getPublic());
      verifying.update((byte) 'x');
      assertThat(verifying.verify(signature)).isTrue();
      bring(kms, key, pair.getPrivate().getEncoded());
      assertThatThrownBy(() -> bring(kms, key, pairs.made(spec).getPrivate().getEncoded()))
          .isInstanceOf(IncorrectKeyMaterialException.class);
    }
  }

  @Test
  void onlyAPrivateKeyOfTheSpecIsTaken() {
    KeyPairs pairs = new KeyPairs(new SecureRandom());
    String elliptic = external("ECC_NIST_P256", "SIGN_VERIFY").arn();
    String rsa = external("RSA_3072", "ENCRYPT_DECRYPT").arn();
    for (byte[] wrong :
        new byte[][] {
          pairs.made("ECC_NIST_P384").getPrivate().getEncoded(),
          pairs.made("RSA_2048").getPrivate().getEncoded(),
          pairs.made("ECC_NIST_P256").getPublic().getEncoded(),
          new byte[32]
        }) {
      for (String key : new String[] {elliptic, rsa}) {
        assertThatThrownBy(() -> bring(kms, key, wrong))
            .isInstanceOf(IncorrectKeyMaterialException.class);
        assertThat(state(key)).isEqualTo(KeyState.PENDING_IMPORT);
      }
    }
  }

  /** A replica begins without material, and takes that of its primary only. */
  @Test
  void everyRegionsMaterialIsBroughtAndIsTheSame() {
    byte[] secret = new byte[32];
    String id = kms.createKey(r -> r.multiRegion(true).origin("EXTERNAL")).keyMetadata().keyId();
    bring(kms, id, secret);
    KmsClient second = fixture.client(KmsFixture.SECOND);
    KeyMetadata replica =
        kms.replicateKey(r -> r.keyId(id).replicaRegion(KmsFixture.SECOND)).replicaKeyMetadata();
    SdkBytes blob = kms.encrypt(r -> r.keyId(id).plaintext(bytes("canary"))).ciphertextBlob();

    assertThat(replica.keyState()).isEqualTo(KeyState.PENDING_IMPORT);
    assertThat(replica.expirationModel()).isNull();
    assertThatThrownBy(() -> second.decrypt(r -> r.ciphertextBlob(blob)))
        .isInstanceOf(KmsInvalidStateException.class);
    byte[] other = new byte[32];
    other[0] = 1;
    assertThatThrownBy(() -> bring(second, id, other))
        .isInstanceOf(IncorrectKeyMaterialException.class);
    bring(second, id, secret);

    assertThat(second.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(bytes("canary"));
    SdkBytes back = second.encrypt(r -> r.keyId(id).plaintext(bytes("back"))).ciphertextBlob();
    assertThat(kms.decrypt(r -> r.ciphertextBlob(back)).plaintext()).isEqualTo(bytes("back"));
    kms.deleteImportedKeyMaterial(r -> r.keyId(id));
    assertThat(state(id)).isEqualTo(KeyState.PENDING_IMPORT);
    assertThat(second.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(bytes("canary"));
  }

  @Test
  void newMaterialOfAMultiRegionKeyIsRefusedByName() throws GeneralSecurityException {
    String key = kms.createKey(r -> r.multiRegion(true).origin("EXTERNAL")).keyMetadata().arn();
    bring(kms, key, new byte[32]);
    GetParametersForImportResponse parameters =
        kms.getParametersForImport(
            r -> r.keyId(key).wrappingAlgorithm(WRAPPING).wrappingKeySpec("RSA_2048"));
    byte[] other = new byte[32];
    other[0] = 1;
    SdkBytes wrapped = KeyImportTest.wrapped(parameters, WRAPPING, other);
    assertThatThrownBy(
            () ->
                kms.importKeyMaterial(
                    r ->
                        r.keyId(key)
                            .importToken(parameters.importToken())
                            .encryptedKeyMaterial(wrapped)
                            .importType(ImportType.NEW_KEY_MATERIAL)
                            .expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("NEW_KEY_MATERIAL of a multi-Region key");
  }
}
