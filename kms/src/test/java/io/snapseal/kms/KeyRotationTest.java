package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.IncludeKeyMaterial;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidMarkerException;
import software.amazon.awssdk.services.kms.model.KeyMaterialState;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.LimitExceededException;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsResponse;
import software.amazon.awssdk.services.kms.model.RotationType;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;

/** A rotated key has the same name, reads everything it wrote, and writes with new material. */
class KeyRotationTest {
  private static final Scope SCOPE = new Scope(KmsFixture.ACCOUNT, KmsFixture.REGION);
  private static final Map<String, String> CONTEXT = Map.of("a", "b");

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

  private void reopen() {
    fixture.close();
    KmsFixture again = new KmsFixture(home);
    again.clock.advance(Duration.between(again.clock.instant(), fixture.clock.instant()));
    fixture = again;
    kms = fixture.client();
  }

  private SdkBytes encrypted(String text) {
    return kms.encrypt(r -> r.keyId(key).plaintext(bytes(text)).encryptionContext(CONTEXT))
        .ciphertextBlob();
  }

  private SdkBytes opened(SdkBytes blob) {
    return kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)).plaintext();
  }

  private String materialOf(SdkBytes blob) {
    return kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)).keyMaterialId();
  }

  private KeyMetadata described() {
    return kms.describeKey(r -> r.keyId(key)).keyMetadata();
  }

  private GetKeyRotationStatusResponse status() {
    return kms.getKeyRotationStatus(r -> r.keyId(key));
  }

  private Row<KeyMetadata, KeyInternals> row() {
    return fixture
        .state
        .read(handle -> Keys.KEYS.find(handle, SCOPE, described().keyId()))
        .orElseThrow();
  }

  @Test
  void everyMaterialStaysReadableAndTheNewestWrites() {
    List<SdkBytes> blobs = new ArrayList<>(List.of(encrypted("0")));
    for (int i = 1; i <= 4; i++) {
      kms.rotateKeyOnDemand(r -> r.keyId(key));
      blobs.add(encrypted(Integer.toString(i)));
    }
    reopen();

    List<String> materials = new ArrayList<>();
    for (int i = 0; i < blobs.size(); i++) {
      assertThat(opened(blobs.get(i))).isEqualTo(bytes(Integer.toString(i)));
      materials.add(materialOf(blobs.get(i)));
    }
    assertThat(materials).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{64}"));
    assertThat(described().currentKeyMaterialId()).isEqualTo(materials.get(4));
    assertThat(all()).extracting(RotationsListEntry::keyMaterialId).isEqualTo(materials);
    assertThat(kms.generateDataKey(r -> r.keyId(key).keySpec(DataKeySpec.AES_256)).keyMaterialId())
        .isEqualTo(materials.get(4));
  }

  private List<RotationsListEntry> all() {
    return kms.listKeyRotations(
            r -> r.keyId(key).includeKeyMaterial(IncludeKeyMaterial.ALL_KEY_MATERIAL))
        .rotations();
  }

  /** The ciphertext of one material under the number of another does not open. */
  @Test
  void everyFlippedBitOfAnOldCiphertextIsRefused() {
    byte[] old = encrypted("canary").asByteArray();
    kms.rotateKeyOnDemand(r -> r.keyId(key));
    byte[] fresh = encrypted("canary").asByteArray();
    int version = 2 + old[1] + 1;
    for (int bit = version * 8; bit < old.length * 8; bit++) {
      byte[] flipped = old.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> opened(SdkBytes.fromByteArray(flipped)))
          .as("bit %d", bit)
          .isInstanceOf(InvalidCiphertextException.class);
    }
    System.arraycopy(fresh, version, old, version, Integer.BYTES);
    assertThatThrownBy(() -> opened(SdkBytes.fromByteArray(old)))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  /** Rows of a server that knew no rotation have neither materials nor a plan. */
  @Test
  void aKeyOfAnEarlierVersionIsReadAndRotated() {
    SdkBytes old = encrypted("canary");
    String material = materialOf(old);
    fixture.state.change(
        handle ->
            handle.execute(
                "update resource set internal = json_remove(internal, '$.materials', '$.rotation')"
                    + " where kind = 'kms-key'"));
    assertThat(row().internal().materials()).isEmpty();

    assertThat(opened(old)).isEqualTo(bytes("canary"));
    assertThat(materialOf(old)).isEqualTo(material);
    assertThat(all()).extracting(RotationsListEntry::keyMaterialId).containsExactly(material);
    kms.rotateKeyOnDemand(r -> r.keyId(key));

    assertThat(opened(old)).isEqualTo(bytes("canary"));
    assertThat(all()).hasSize(2);
    assertThat(all().get(0).keyMaterialId()).isEqualTo(material);
    assertThat(materialOf(encrypted("x"))).isEqualTo(all().get(1).keyMaterialId());
  }

  @Test
  void automaticRotationComesWhenItIsDueAndKeepsItsSchedule() {
    kms.enableKeyRotation(r -> r.keyId(key).rotationPeriodInDays(90));
    assertThat(status().keyRotationEnabled()).isTrue();
    assertThat(status().keyId()).isEqualTo(key);
    assertThat(status().rotationPeriodInDays()).isEqualTo(90);
    assertThat(status().nextRotationDate())
        .isEqualTo(fixture.clock.instant().plus(Duration.ofDays(90)));
    assertThat(status().onDemandRotationStartDate()).isNull();
    String first = materialOf(encrypted("x"));

    fixture.clock.advance(Duration.ofDays(90).minusMillis(1));
    assertThat(materialOf(encrypted("x"))).isEqualTo(first);
    fixture.clock.advance(Duration.ofDays(2).plusMillis(1));
    String second = materialOf(encrypted("x"));

    assertThat(second).isNotEqualTo(first);
    assertThat(status().nextRotationDate())
        .isEqualTo(fixture.clock.instant().plus(Duration.ofDays(88)));
    assertThat(kms.listKeyRotations(r -> r.keyId(key)).rotations())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.rotationType()).isEqualTo(RotationType.AUTOMATIC);
              assertThat(entry.rotationDate()).isEqualTo(fixture.clock.instant());
              assertThat(entry.keyMaterialId()).isEqualTo(second);
              assertThat(entry.keyMaterialState()).isEqualTo(KeyMaterialState.CURRENT);
            });
  }

  @Test
  void aServerThatSleptForYearsRotatesOnce() {
    kms.enableKeyRotation(r -> r.keyId(key));
    fixture.clock.advance(Duration.ofDays(3 * 365 + 10));

    assertThat(fixture.kms.removeDue()).isZero();

    assertThat(row().internal().materials()).hasSize(2);
    assertThat(status().nextRotationDate())
        .isEqualTo(fixture.clock.instant().plus(Duration.ofDays(365)));
  }

  @Test
  void anOnDemandRotationDoesNotMoveTheSchedule() {
    kms.enableKeyRotation(r -> r.keyId(key).rotationPeriodInDays(100));
    Instant next = status().nextRotationDate();
    fixture.clock.advance(Duration.ofDays(95));
    kms.rotateKeyOnDemand(r -> r.keyId(key));

    assertThat(status().nextRotationDate()).isEqualTo(next);
    fixture.clock.advance(Duration.ofDays(5));
    described();

    assertThat(kms.listKeyRotations(r -> r.keyId(key)).rotations())
        .extracting(RotationsListEntry::rotationType)
        .containsExactly(RotationType.ON_DEMAND, RotationType.AUTOMATIC);
  }

  @Test
  void enablingAgainDoesNotPutTheNextRotationOffButAnotherPeriodCounts() {
    kms.enableKeyRotation(r -> r.keyId(key).rotationPeriodInDays(90));
    Instant next = status().nextRotationDate();
    fixture.clock.advance(Duration.ofDays(80));
    kms.enableKeyRotation(r -> r.keyId(key).rotationPeriodInDays(90));
    assertThat(status().nextRotationDate()).isEqualTo(next);

    kms.enableKeyRotation(r -> r.keyId(key));
    assertThat(status().rotationPeriodInDays()).isEqualTo(365);
    assertThat(status().nextRotationDate())
        .isEqualTo(fixture.clock.instant().plus(Duration.ofDays(365)));
  }

  @Test
  void aDisabledKeyIsNotRotatedUntilItIsEnabled() {
    kms.enableKeyRotation(r -> r.keyId(key).rotationPeriodInDays(90));
    kms.disableKey(r -> r.keyId(key));
    fixture.clock.advance(Duration.ofDays(100));
    fixture.kms.removeDue();
    assertThat(row().internal().materials()).hasSize(1);
    assertThat(status().keyRotationEnabled()).isTrue();

    kms.enableKey(r -> r.keyId(key));
    described();
    assertThat(row().internal().materials()).hasSize(2);
  }

  @Test
  void aKeyPendingDeletionShowsNoRotationUntilItIsCancelled() {
    kms.enableKeyRotation(r -> r.keyId(key));
    kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
    assertThat(status().keyRotationEnabled()).isFalse();
    assertThat(status().nextRotationDate()).isNull();

    kms.cancelKeyDeletion(r -> r.keyId(key));
    assertThat(status().keyRotationEnabled()).isTrue();
  }

  @Test
  void statesAnswerAsAwsDoes() {
    List<Runnable> calls =
        List.of(
            () -> kms.enableKeyRotation(r -> r.keyId(key)),
            () -> kms.disableKeyRotation(r -> r.keyId(key)),
            () -> kms.rotateKeyOnDemand(r -> r.keyId(key)));
    kms.disableKey(r -> r.keyId(key));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(DisabledException.class)
          .hasMessageContaining(key + " is disabled.");
    }
    kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(KmsInvalidStateException.class)
          .hasMessageContaining(key + " is pending deletion.");
    }
    assertThatThrownBy(() -> kms.updateKeyDescription(r -> r.keyId(key).description("x")))
        .isInstanceOf(KmsInvalidStateException.class);
  }

  @Test
  void onDemandRotationsAreLimited() {
    for (int i = 0; i < 25; i++) {
      kms.rotateKeyOnDemand(r -> r.keyId(key));
    }
    assertThatThrownBy(() -> kms.rotateKeyOnDemand(r -> r.keyId(key)))
        .isInstanceOf(LimitExceededException.class);
    assertThat(row().internal().materials()).hasSize(26);
  }

  @Test
  void rotationsComeInPages() {
    for (int i = 0; i < 5; i++) {
      kms.rotateKeyOnDemand(r -> r.keyId(key));
    }
    List<String> seen = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      ListKeyRotationsResponse page = kms.listKeyRotations(r -> r.keyId(key).limit(2).marker(from));
      assertThat(page.truncated()).isEqualTo(page.nextMarker() != null);
      page.rotations().forEach(one -> seen.add(one.keyMaterialId()));
      marker = page.nextMarker();
    } while (marker != null);

    assertThat(seen).hasSize(5);
    assertThat(new HashSet<>(seen)).hasSize(5);
    assertThatThrownBy(() -> kms.listKeyRotations(r -> r.keyId(key).marker("?")))
        .isInstanceOf(InvalidMarkerException.class);
  }

  @Test
  void awsManagedKeysRotateYearlyAndAreNotTheCallersToRotate() {
    KmsClient rds = fixture.viaRds();
    String managed = rds.describeKey(r -> r.keyId("alias/aws/rds")).keyMetadata().arn();
    assertThat(kms.getKeyRotationStatus(r -> r.keyId(managed)).keyRotationEnabled()).isTrue();
    SdkBytes old =
        rds.generateDataKey(r -> r.keyId(managed).keySpec(DataKeySpec.AES_256)).ciphertextBlob();
    for (Runnable call :
        List.<Runnable>of(
            () -> kms.enableKeyRotation(r -> r.keyId(managed)),
            () -> kms.disableKeyRotation(r -> r.keyId(managed)),
            () -> kms.rotateKeyOnDemand(r -> r.keyId(managed)))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              KmsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    }

    fixture.clock.advance(Duration.ofDays(365));
    assertThat(kms.listKeyRotations(r -> r.keyId(managed)).rotations())
        .extracting(RotationsListEntry::rotationType)
        .containsExactly(RotationType.AUTOMATIC);
    fixture.clock.advance(Duration.ofDays(365));
    assertThat(kms.listKeyRotations(r -> r.keyId(managed)).rotations()).hasSize(2);
    assertThat(rds.decrypt(r -> r.ciphertextBlob(old)).plaintext().asByteArray()).hasSize(32);
  }

  /** A disabled rotation after the sweep has seen the key: nothing happens to it. */
  @Test
  void aPlanThatIsWithdrawnInBetweenIsNotActedUpon() {
    kms.enableKeyRotation(r -> r.keyId(key).rotationPeriodInDays(90));
    fixture.clock.advance(Duration.ofDays(90));
    String id = key.substring(key.indexOf('/') + 1);
    fixture.clock.whenNextRead(
        () ->
            fixture.state.change(
                handle -> {
                  Row<KeyMetadata, KeyInternals> row =
                      Keys.KEYS.find(handle, SCOPE, id).orElseThrow();
                  Keys.KEYS.update(handle, row.keep(row.internal().withRotation(null)));
                }));

    fixture.kms.removeDue();

    assertThat(row().internal().materials()).hasSize(1);
  }

  /** Two look a key up at the moment when it is due: one rotates it, and the other sees that. */
  @Test
  void aDueRotationHappensOnce() {
    kms.enableKeyRotation(r -> r.keyId(key).rotationPeriodInDays(90));
    fixture.clock.advance(Duration.ofDays(90));
    fixture.clock.whenNextRead(() -> fixture.kms.removeDue());

    String current = described().currentKeyMaterialId();

    assertThat(row().internal().materials()).hasSize(2);
    assertThat(materialOf(encrypted("x"))).isEqualTo(current);
  }

  @Test
  void descriptionsAreUpdated() {
    kms.updateKeyDescription(r -> r.keyId(key).description("other"));
    assertThat(described().description()).isEqualTo("other");
    kms.updateKeyDescription(r -> r.keyId(key).description(""));
    assertThat(described().description()).isEmpty();
    assertThatThrownBy(() -> kms.updateKeyDescription(r -> r.keyId(key)))
        .hasMessageContaining("Value null at 'description'");
  }
}
