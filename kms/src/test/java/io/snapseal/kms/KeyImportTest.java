package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Cipher;
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
import software.amazon.awssdk.services.kms.model.ExpiredImportTokenException;
import software.amazon.awssdk.services.kms.model.GetParametersForImportResponse;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialResponse;
import software.amazon.awssdk.services.kms.model.ImportState;
import software.amazon.awssdk.services.kms.model.ImportType;
import software.amazon.awssdk.services.kms.model.IncludeKeyMaterial;
import software.amazon.awssdk.services.kms.model.IncorrectKeyMaterialException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidImportTokenException;
import software.amazon.awssdk.services.kms.model.KeyMaterialState;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** Material comes from its owner only, is the same each time, and goes when it must. */
class KeyImportTest {
  private static final byte[] FIRST = material(1);
  private static final byte[] SECOND = material(2);

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient kms;
  private String key;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    kms = fixture.client();
    key = external();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static byte[] material(int fill) {
    byte[] material = new byte[32];
    Arrays.fill(material, (byte) fill);
    return material;
  }

  private String external() {
    return kms.createKey(r -> r.origin(OriginType.EXTERNAL)).keyMetadata().arn();
  }

  private KeyMetadata described() {
    return kms.describeKey(r -> r.keyId(key)).keyMetadata();
  }

  private GetParametersForImportResponse parameters(String algorithm, String spec) {
    return kms.getParametersForImport(
        r -> r.keyId(key).wrappingAlgorithm(algorithm).wrappingKeySpec(spec));
  }

  static SdkBytes wrapped(
      GetParametersForImportResponse parameters, String algorithm, byte[] material)
      throws GeneralSecurityException {
    PublicKey wrapping =
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(parameters.publicKey().asByteArray()));
    if (!algorithm.startsWith("RSA_AES")) {
      return SdkBytes.fromByteArray(RsaOaep.of(algorithm).encrypt(wrapping, material));
    }
    byte[] aes = material(9);
    Cipher wrap = Cipher.getInstance("AES/KWP/NoPadding");
    wrap.init(Cipher.WRAP_MODE, new SecretKeySpec(aes, "AES"));
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(RsaOaep.of(algorithm).encrypt(wrapping, aes));
    both.writeBytes(wrap.wrap(new SecretKeySpec(material, "AES")));
    return SdkBytes.fromByteArray(both.toByteArray());
  }

  private ImportKeyMaterialResponse bring(
      byte[] material, Consumer<ImportKeyMaterialRequest.Builder> more) {
    try {
      GetParametersForImportResponse parameters = parameters("RSAES_OAEP_SHA_256", "RSA_2048");
      SdkBytes wrapped = wrapped(parameters, "RSAES_OAEP_SHA_256", material);
      return kms.importKeyMaterial(
          r -> {
            r.keyId(key)
                .importToken(parameters.importToken())
                .encryptedKeyMaterial(wrapped)
                .expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE);
            more.accept(r);
          });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private ImportKeyMaterialResponse bring(byte[] material) {
    return bring(material, r -> {});
  }

  private ImportKeyMaterialResponse bringUntil(byte[] material, Instant validTo) {
    return bring(
        material,
        r -> r.expirationModel(ExpirationModelType.KEY_MATERIAL_EXPIRES).validTo(validTo));
  }

  private SdkBytes encrypted(String text) {
    return kms.encrypt(r -> r.keyId(key).plaintext(bytes(text))).ciphertextBlob();
  }

  private SdkBytes opened(SdkBytes blob) {
    return kms.decrypt(r -> r.ciphertextBlob(blob)).plaintext();
  }

  private void assertPendingImport() {
    assertThat(described().keyState()).isEqualTo(KeyState.PENDING_IMPORT);
    assertThat(described().enabled()).isFalse();
    assertThat(described().expirationModel()).isNull();
    assertThat(described().validTo()).isNull();
    assertThatThrownBy(() -> encrypted("x"))
        .isInstanceOf(KmsInvalidStateException.class)
        .hasMessageContaining(key + " is pending import.");
  }

  @Test
  void aKeyWaitsForItsMaterial() {
    assertPendingImport();
    assertThat(described().origin()).isEqualTo(OriginType.EXTERNAL);
    assertThat(described().currentKeyMaterialId()).isNull();
    assertThatThrownBy(() -> kms.enableKey(r -> r.keyId(key)))
        .isInstanceOf(KmsInvalidStateException.class)
        .hasMessageContaining("is pending import.");

    String id = bring(FIRST).keyMaterialId();

    assertThat(described().keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(described().currentKeyMaterialId()).isEqualTo(id).hasSize(64);
    assertThat(described().expirationModel())
        .isEqualTo(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE);
    assertThat(opened(encrypted("canary"))).isEqualTo(bytes("canary"));
  }

  @ParameterizedTest
  @CsvSource({
    "RSAES_OAEP_SHA_1, RSA_2048",
    "RSAES_OAEP_SHA_256, RSA_3072",
    "RSA_AES_KEY_WRAP_SHA_1, RSA_2048",
    "RSA_AES_KEY_WRAP_SHA_256, RSA_4096"
  })
  void everyWayOfWrappingIsUnderstood(String algorithm, String spec)
      throws GeneralSecurityException {
    GetParametersForImportResponse parameters = parameters(algorithm, spec);
    assertThat(parameters.keyId()).isEqualTo(key);
    assertThat(parameters.parametersValidTo())
        .isEqualTo(fixture.clock.instant().plus(Duration.ofHours(24)));
    SdkBytes wrapped = wrapped(parameters, algorithm, FIRST);

    kms.importKeyMaterial(
        r ->
            r.keyId(key)
                .importToken(parameters.importToken())
                .encryptedKeyMaterial(wrapped)
                .expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE));

    assertThat(described().keyState()).isEqualTo(KeyState.ENABLED);
  }

  /** After deletion, restart and another import the ciphertexts of before open again. */
  @Test
  void theSameMaterialOpensWhatItClosed() {
    String id = bring(FIRST).keyMaterialId();
    SdkBytes blob = encrypted("canary");
    kms.deleteImportedKeyMaterial(r -> r.keyId(key));
    assertPendingImport();
    assertThatThrownBy(() -> opened(blob)).isInstanceOf(KmsInvalidStateException.class);
    fixture.close();
    fixture = new KmsFixture(home);
    kms = fixture.client();

    assertThatThrownBy(() -> bring(SECOND)).isInstanceOf(IncorrectKeyMaterialException.class);
    assertThatThrownBy(() -> bring(SECOND, r -> r.importType(ImportType.NEW_KEY_MATERIAL)))
        .isInstanceOf(KmsInvalidStateException.class);
    assertThatThrownBy(() -> bring(FIRST, r -> r.importType(ImportType.NEW_KEY_MATERIAL)))
        .isInstanceOf(IncorrectKeyMaterialException.class);
    assertPendingImport();
    assertThat(bring(FIRST).keyMaterialId()).isEqualTo(id);

    assertThat(opened(blob)).isEqualTo(bytes("canary"));
  }

  @Test
  void theSameBytesUnderTwoKeysAreTwoMaterials() {
    String id = bring(FIRST).keyMaterialId();
    SdkBytes blob = encrypted("canary");
    String old = key;
    key = external();
    assertThat(bring(FIRST).keyMaterialId()).isNotEqualTo(id);

    byte[] renamed = blob.asByteArray();
    byte[] name = key.substring(key.indexOf('/') + 1).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, renamed, 2 + "123456789012:".length(), name.length);
    assertThat(old).isNotEqualTo(key);
    assertThatThrownBy(() -> opened(SdkBytes.fromByteArray(renamed)))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  void materialExpires() {
    Instant validTo = fixture.clock.instant().plus(Duration.ofDays(3));
    bringUntil(FIRST, validTo);
    assertThat(described().validTo()).isEqualTo(validTo);
    assertThat(described().expirationModel()).isEqualTo(ExpirationModelType.KEY_MATERIAL_EXPIRES);
    SdkBytes blob = encrypted("canary");

    fixture.clock.advance(Duration.ofDays(3).minusMillis(1));
    assertThat(opened(blob)).isEqualTo(bytes("canary"));
    fixture.clock.advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> opened(blob)).isInstanceOf(KmsInvalidStateException.class);
    assertPendingImport();

    bringUntil(FIRST, fixture.clock.instant().plus(Duration.ofDays(1)));
    assertThat(opened(blob)).isEqualTo(bytes("canary"));
  }

  /** The sweep takes the wrapped bytes out of every file, whether or not anybody asks. */
  @Test
  void expiredAndDeletedMaterialLeavesNoWrappedBytes() throws Exception {
    bringUntil(FIRST, fixture.clock.instant().plus(Duration.ofDays(1)));
    String wrapped = stored();
    assertThat(inFiles(wrapped)).isTrue();
    fixture.clock.advance(Duration.ofDays(1));
    assertThat(fixture.kms.removeDue()).isZero();
    assertThat(inFiles(wrapped)).isFalse();

    bring(FIRST);
    String again = stored();
    kms.deleteImportedKeyMaterial(r -> r.keyId(key));
    assertThat(inFiles(again)).isFalse();
  }

  private String stored() {
    return fixture.state.read(Keys.KEYS::everywhere).stream()
        .filter(row -> row.shown().arn().equals(key))
        .findFirst()
        .orElseThrow()
        .internal()
        .wrappedKeyset();
  }

  private boolean inFiles(String text) throws Exception {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home)) {
      for (Path file : files) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aTokenIsForOneKeyAndADay() throws GeneralSecurityException {
    GetParametersForImportResponse parameters = parameters("RSAES_OAEP_SHA_256", "RSA_2048");
    SdkBytes wrapped = wrapped(parameters, "RSAES_OAEP_SHA_256", FIRST);
    ImportKeyMaterialRequest request =
        ImportKeyMaterialRequest.builder()
            .keyId(key)
            .importToken(parameters.importToken())
            .encryptedKeyMaterial(wrapped)
            .expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE)
            .build();
    String other = external();

    assertThatThrownBy(() -> kms.importKeyMaterial(request.toBuilder().keyId(other).build()))
        .isInstanceOf(InvalidImportTokenException.class);
    fixture.clock.advance(Duration.ofHours(24).minusMillis(1));
    kms.importKeyMaterial(request);
    fixture.clock.advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> kms.importKeyMaterial(request))
        .isInstanceOf(ExpiredImportTokenException.class);
  }

  @Test
  void everyFlippedByteOfATokenOrOfItsMaterialIsRefused() throws GeneralSecurityException {
    GetParametersForImportResponse parameters = parameters("RSAES_OAEP_SHA_256", "RSA_2048");
    byte[] token = parameters.importToken().asByteArray();
    SdkBytes wrapped = wrapped(parameters, "RSAES_OAEP_SHA_256", FIRST);
    ImportKeyMaterialRequest request =
        ImportKeyMaterialRequest.builder()
            .keyId(key)
            .importToken(parameters.importToken())
            .encryptedKeyMaterial(wrapped)
            .expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE)
            .build();
    for (int i = 0; i < token.length; i++) {
      SdkBytes flipped = flipped(token, i);
      assertThatThrownBy(
              () -> kms.importKeyMaterial(request.toBuilder().importToken(flipped).build()))
          .as("byte %d", i)
          .isInstanceOf(InvalidImportTokenException.class);
    }
    for (int i = 0; i < wrapped.asByteArray().length; i += 16) {
      SdkBytes flipped = flipped(wrapped.asByteArray(), i);
      assertThatThrownBy(
              () ->
                  kms.importKeyMaterial(request.toBuilder().encryptedKeyMaterial(flipped).build()))
          .isInstanceOf(InvalidCiphertextException.class);
    }
    assertPendingImport();
  }

  private static SdkBytes flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 1;
    return SdkBytes.fromByteArray(flipped);
  }

  @Test
  void materialOfTheWrongLengthIsRefused() {
    for (int length : new int[] {1, 16, 31, 33, 64}) {
      assertThatThrownBy(() -> bring(new byte[length]))
          .isInstanceOf(IncorrectKeyMaterialException.class);
    }
    assertPendingImport();
  }

  @Test
  void datesAreCheckedInAwssWords() {
    Instant now = fixture.clock.instant();
    assertThatThrownBy(() -> bring(FIRST, r -> r.expirationModel((String) null)))
        .hasMessageContaining(
            "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES");
    assertThatThrownBy(() -> bring(FIRST, r -> r.validTo(now.plusSeconds(9))))
        .hasMessageContaining("must not be set");
    assertThatThrownBy(() -> bringUntil(FIRST, now)).hasMessageContaining("365 days");
    assertThatThrownBy(() -> bringUntil(FIRST, now.plus(Duration.ofDays(366))))
        .hasMessageContaining("365 days");
    assertPendingImport();
  }

  @Test
  void aKeyOfThisRegionTakesNoMaterial() {
    key = kms.createKey(r -> {}).keyMetadata().arn();
    String sentence = key + " origin is AWS_KMS which is not valid for this operation.";
    assertThatThrownBy(() -> parameters("RSAES_OAEP_SHA_256", "RSA_2048"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(sentence);
    assertThatThrownBy(() -> kms.deleteImportedKeyMaterial(r -> r.keyId(key)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void whatIsNotSafeOrNotThereIsRefusedByName() {
    assertThatThrownBy(() -> parameters("RSAES_PKCS1_V1_5", "RSA_2048"))
        .hasMessageContaining("WrappingAlgorithm RSAES_PKCS1_V1_5 is not supported");
    assertThatThrownBy(() -> parameters("SM2PKE", "SM2"))
        .hasMessageContaining("WrappingAlgorithm SM2PKE is not supported");
    assertThatThrownBy(() -> parameters("RSAES_OAEP_SHA_1", "SM2"))
        .hasMessageContaining("WrappingKeySpec SM2 is not supported");
  }

  @Test
  void rotationWaitsForNewMaterialAndKeepsTheOld() {
    String first = bring(FIRST, r -> r.keyMaterialDescription("one")).keyMaterialId();
    SdkBytes old = encrypted("old");
    assertThatThrownBy(() -> kms.enableKeyRotation(r -> r.keyId(key)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(" origin is EXTERNAL which is not valid for this operation.");
    assertThatThrownBy(() -> kms.rotateKeyOnDemand(r -> r.keyId(key)))
        .isInstanceOf(KmsInvalidStateException.class);

    String second = bring(SECOND, r -> r.importType(ImportType.NEW_KEY_MATERIAL)).keyMaterialId();
    assertThat(described().currentKeyMaterialId()).isEqualTo(first);
    assertThat(kms.decrypt(r -> r.ciphertextBlob(encrypted("x"))).keyMaterialId()).isEqualTo(first);
    assertThat(materials())
        .extracting(RotationsListEntry::keyMaterialState)
        .containsExactly(KeyMaterialState.CURRENT, KeyMaterialState.PENDING_ROTATION);
    kms.rotateKeyOnDemand(r -> r.keyId(key));

    assertThat(described().currentKeyMaterialId()).isEqualTo(second);
    assertThat(materials())
        .extracting(RotationsListEntry::keyMaterialState)
        .containsExactly(KeyMaterialState.NON_CURRENT, KeyMaterialState.CURRENT);
    assertThat(materials().get(0).keyMaterialDescription()).isEqualTo("one");
    assertThat(kms.decrypt(r -> r.ciphertextBlob(encrypted("x"))).keyMaterialId())
        .isEqualTo(second);
    assertThat(opened(old)).isEqualTo(bytes("old"));

    kms.deleteImportedKeyMaterial(r -> r.keyId(key).keyMaterialId(first));
    assertPendingImport(materials().get(0));
    assertThatThrownBy(() -> bring(FIRST, r -> r.keyMaterialId(second)))
        .isInstanceOf(IncorrectKeyMaterialException.class);
    bring(FIRST, r -> r.keyMaterialId(first));
    assertThat(opened(old)).isEqualTo(bytes("old"));
    assertThat(kms.decrypt(r -> r.ciphertextBlob(encrypted("x"))).keyMaterialId())
        .isEqualTo(second);
  }

  private void assertPendingImport(RotationsListEntry entry) {
    assertThat(entry.importState()).isEqualTo(ImportState.PENDING_IMPORT);
    assertThat(described().keyState()).isEqualTo(KeyState.PENDING_IMPORT);
    assertThatThrownBy(() -> encrypted("x")).isInstanceOf(KmsInvalidStateException.class);
  }

  private List<RotationsListEntry> materials() {
    return kms.listKeyRotations(
            r -> r.keyId(key).includeKeyMaterial(IncludeKeyMaterial.ALL_KEY_MATERIAL))
        .rotations();
  }

  /** What has never been in use may be taken back without harm. */
  @Test
  void materialThatAwaitsRotationIsForgotten() {
    bring(FIRST);
    String second = bring(SECOND, r -> r.importType(ImportType.NEW_KEY_MATERIAL)).keyMaterialId();
    assertThatThrownBy(() -> bring(material(3), r -> r.importType(ImportType.NEW_KEY_MATERIAL)))
        .isInstanceOf(KmsInvalidStateException.class);

    kms.deleteImportedKeyMaterial(r -> r.keyId(key).keyMaterialId(second));

    assertThat(described().keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(materials()).hasSize(1);
    assertThatThrownBy(() -> kms.deleteImportedKeyMaterial(r -> r.keyId(key).keyMaterialId(second)))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void deletionCancelledWithoutMaterialAwaitsItsImport() {
    bringUntil(FIRST, fixture.clock.instant().plus(Duration.ofDays(1)));
    kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
    assertThatThrownBy(() -> kms.deleteImportedKeyMaterial(r -> r.keyId(key)))
        .isInstanceOf(KmsInvalidStateException.class);
    fixture.clock.advance(Duration.ofDays(2));
    assertThat(described().keyState()).isEqualTo(KeyState.PENDING_DELETION);

    kms.cancelKeyDeletion(r -> r.keyId(key));
    assertPendingImport();
  }

  /** A region whose only key has no material yet opens with any root key, and keeps it. */
  @Test
  void aRegionWithoutMaterialStartsAgain() {
    fixture.close();
    fixture = new KmsFixture(home);
    kms = fixture.client();
    assertPendingImport();
    bring(FIRST);
    assertThat(opened(encrypted("canary"))).isEqualTo(bytes("canary"));
  }
}
