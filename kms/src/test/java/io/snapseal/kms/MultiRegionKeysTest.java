package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MultiRegionConfiguration;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.ReplicateKeyResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** Related keys are one key: each opens what the others closed, and all tell the same about it. */
class MultiRegionKeysTest {
  private static final Map<String, String> CONTEXT = Map.of("a", "b");

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient kms;
  private KmsClient second;
  private KmsClient third;
  private String id;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    kms = fixture.client();
    second = fixture.client(KmsFixture.SECOND);
    third = fixture.client(KmsFixture.THIRD);
    id = kms.createKey(r -> r.multiRegion(true).description("first")).keyMetadata().keyId();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private ReplicateKeyResponse replicate(String region) {
    return kms.replicateKey(r -> r.keyId(id).replicaRegion(region));
  }

  private KeyMetadata described(KmsClient region) {
    return region.describeKey(r -> r.keyId(id)).keyMetadata();
  }

  private MultiRegionConfiguration configured(KmsClient region) {
    return described(region).multiRegionConfiguration();
  }

  private SdkBytes encrypted(KmsClient region) {
    return region
        .encrypt(r -> r.keyId(id).plaintext(bytes("canary")).encryptionContext(CONTEXT))
        .ciphertextBlob();
  }

  private static SdkBytes opened(KmsClient region, SdkBytes blob) {
    return region.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)).plaintext();
  }

  private static String arn(String region, String id) {
    return "arn:aws:kms:" + region + ":123456789012:key/" + id;
  }

  @Test
  void aMultiRegionKeyTellsByItsId() {
    assertThat(id).matches("mrk-[0-9a-f]{32}");
    assertThat(described(kms).multiRegion()).isTrue();
    assertThat(configured(kms).multiRegionKeyType()).isEqualTo(MultiRegionKeyType.PRIMARY);
    assertThat(configured(kms).primaryKey().arn()).isEqualTo(arn(KmsFixture.REGION, id));
    assertThat(configured(kms).replicaKeys()).isEmpty();
    KeyMetadata single = kms.createKey(r -> {}).keyMetadata();
    assertThat(single.multiRegion()).isFalse();
    assertThat(single.multiRegionConfiguration()).isNull();
  }

  @Test
  void aReplicaHasItsOwnFaceAndTheSameMaterial() {
    Tag tag = Tag.builder().tagKey("a").tagValue("1").build();
    String policy = NewKeys.defaultPolicy(KmsFixture.ACCOUNT).replace("key-default-1", "other");
    ReplicateKeyResponse made =
        kms.replicateKey(
            r ->
                r.keyId(id)
                    .replicaRegion(KmsFixture.SECOND)
                    .description("second")
                    .policy(policy)
                    .tags(tag));

    assertThat(made.replicaKeyMetadata()).isEqualTo(described(second));
    assertThat(made.replicaPolicy()).isEqualTo(policy);
    assertThat(made.replicaTags()).containsExactly(tag);
    assertThat(described(second).description()).isEqualTo("second");
    assertThat(described(second).arn()).isEqualTo(arn(KmsFixture.SECOND, id));
    assertThat(described(second).keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(described(second).currentKeyMaterialId())
        .isEqualTo(described(kms).currentKeyMaterialId());
    assertThat(described(kms).description()).isEqualTo("first");
    assertThat(second.getKeyPolicy(r -> r.keyId(id)).policy()).isEqualTo(policy);
    assertThat(kms.listResourceTags(r -> r.keyId(id)).tags()).isEmpty();
    assertThat(opened(second, encrypted(kms))).isEqualTo(bytes("canary"));
    assertThat(opened(kms, encrypted(second))).isEqualTo(bytes("canary"));
    assertThatThrownBy(() -> opened(third, encrypted(kms)))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  void everyRelatedKeyShowsTheSameSet() {
    replicate(KmsFixture.SECOND);
    replicate(KmsFixture.THIRD);

    for (KmsClient region : List.of(kms, second, third)) {
      assertThat(configured(region).primaryKey().region()).isEqualTo(KmsFixture.REGION);
      assertThat(configured(region).replicaKeys())
          .extracting(MultiRegionKey::arn)
          .containsExactly(arn(KmsFixture.THIRD, id), arn(KmsFixture.SECOND, id));
    }
    assertThat(configured(second).multiRegionKeyType()).isEqualTo(MultiRegionKeyType.REPLICA);
  }

  @Test
  void onlyThePrimaryIsReplicatedAndOnceToARegion() {
    replicate(KmsFixture.SECOND);

    assertThatThrownBy(() -> replicate(KmsFixture.SECOND))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> replicate(KmsFixture.REGION))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> replicate("mars-north-1"))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("mars-north-1");
    assertThatThrownBy(() -> second.replicateKey(r -> r.keyId(id).replicaRegion(KmsFixture.THIRD)))
        .isInstanceOf(UnsupportedOperationException.class);
    String single = kms.createKey(r -> {}).keyMetadata().keyId();
    assertThatThrownBy(
            () -> kms.replicateKey(r -> r.keyId(single).replicaRegion(KmsFixture.SECOND)))
        .isInstanceOf(UnsupportedOperationException.class);
    kms.disableKey(r -> r.keyId(id));
    assertThatThrownBy(() -> replicate(KmsFixture.THIRD)).isInstanceOf(DisabledException.class);
    assertThat(configured(kms).replicaKeys()).hasSize(1);
  }

  @Test
  void eachRegionHasItsOwnState() {
    replicate(KmsFixture.SECOND);
    SdkBytes blob = encrypted(kms);
    second.disableKey(r -> r.keyId(id));

    assertThatThrownBy(() -> opened(second, blob)).isInstanceOf(DisabledException.class);
    assertThat(opened(kms, blob)).isEqualTo(bytes("canary"));
  }

  @Test
  void rotationIsAMatterOfThePrimaryAndReachesAll() {
    replicate(KmsFixture.SECOND);
    SdkBytes old = encrypted(second);
    for (Runnable call :
        List.<Runnable>of(
            () -> second.enableKeyRotation(r -> r.keyId(id)),
            () -> second.disableKeyRotation(r -> r.keyId(id)),
            () -> second.rotateKeyOnDemand(r -> r.keyId(id)))) {
      assertThatThrownBy(call::run).isInstanceOf(UnsupportedOperationException.class);
    }
    kms.enableKeyRotation(r -> r.keyId(id).rotationPeriodInDays(90));
    assertThat(second.getKeyRotationStatus(r -> r.keyId(id)).rotationPeriodInDays()).isEqualTo(90);
    kms.rotateKeyOnDemand(r -> r.keyId(id));
    assertSameMaterials(2);

    // The replica is what is asked; the rotation is due on the primary.
    fixture.clock.advance(Duration.ofDays(90));
    SdkBytes fresh = encrypted(second);
    assertSameMaterials(3);
    assertThat(opened(kms, fresh)).isEqualTo(bytes("canary"));
    assertThat(opened(kms, old)).isEqualTo(bytes("canary"));
    assertThat(opened(second, old)).isEqualTo(bytes("canary"));
  }

  private void assertSameMaterials(int count) {
    assertThat(described(second).currentKeyMaterialId())
        .isEqualTo(described(kms).currentKeyMaterialId());
    assertThat(second.listKeyRotations(r -> r.keyId(id)).rotations())
        .isEqualTo(kms.listKeyRotations(r -> r.keyId(id)).rotations())
        .hasSize(count - 1);
  }

  @Test
  void anotherRegionBecomesThePrimaryWithThePlan() {
    replicate(KmsFixture.SECOND);
    replicate(KmsFixture.THIRD);
    kms.enableKeyRotation(r -> r.keyId(id).rotationPeriodInDays(90));

    kms.updatePrimaryRegion(r -> r.keyId(id).primaryRegion(KmsFixture.SECOND));

    for (KmsClient region : List.of(kms, second, third)) {
      assertThat(configured(region).primaryKey().region()).isEqualTo(KmsFixture.SECOND);
      assertThat(configured(region).replicaKeys())
          .extracting(MultiRegionKey::region)
          .containsExactly(KmsFixture.THIRD, KmsFixture.REGION);
      assertThat(region.getKeyRotationStatus(r -> r.keyId(id)).keyRotationEnabled()).isTrue();
    }
    assertThatThrownBy(() -> kms.disableKeyRotation(r -> r.keyId(id)))
        .isInstanceOf(UnsupportedOperationException.class);
    second.disableKeyRotation(r -> r.keyId(id));
    assertThat(kms.getKeyRotationStatus(r -> r.keyId(id)).keyRotationEnabled()).isFalse();
  }

  @Test
  void thePrimaryMovesToAnUsableReplicaOnly() {
    assertThatThrownBy(
            () -> kms.updatePrimaryRegion(r -> r.keyId(id).primaryRegion(KmsFixture.SECOND)))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> kms.updatePrimaryRegion(r -> r.keyId(id).primaryRegion(KmsFixture.REGION)))
        .isInstanceOf(UnsupportedOperationException.class);
    replicate(KmsFixture.SECOND);
    assertThatThrownBy(
            () -> second.updatePrimaryRegion(r -> r.keyId(id).primaryRegion(KmsFixture.REGION)))
        .isInstanceOf(UnsupportedOperationException.class);
    second.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));
    assertThatThrownBy(
            () -> kms.updatePrimaryRegion(r -> r.keyId(id).primaryRegion(KmsFixture.SECOND)))
        .isInstanceOf(KmsInvalidStateException.class);
  }

  /** The primary's own waiting period begins when its last replica is gone, seen or not. */
  @Test
  void aPrimaryWaitsForItsReplicas() {
    replicate(KmsFixture.SECOND);
    replicate(KmsFixture.THIRD);
    ScheduleKeyDeletionResponse scheduled =
        kms.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(10));
    assertThat(scheduled.keyState()).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
    assertThat(scheduled.deletionDate()).isNull();
    assertThat(described(kms).pendingDeletionWindowInDays()).isEqualTo(10);
    assertThatThrownBy(() -> encrypted(kms))
        .isInstanceOf(KmsInvalidStateException.class)
        .hasMessageContaining("is pending replica deletion.");

    second.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));
    third.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(8));
    fixture.clock.advance(Duration.ofDays(7));
    assertThat(configured(kms).replicaKeys())
        .extracting(MultiRegionKey::region)
        .containsExactly(KmsFixture.THIRD);
    assertThat(described(kms).keyState()).isEqualTo(KeyState.PENDING_REPLICA_DELETION);

    fixture.clock.advance(Duration.ofDays(1));
    assertThat(fixture.kms.removeDue()).isEqualTo(1);
    assertThat(described(kms).keyState()).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(described(kms).deletionDate())
        .isEqualTo(fixture.clock.instant().plus(Duration.ofDays(10)));
    assertThat(configured(kms).replicaKeys()).isEmpty();

    fixture.clock.advance(Duration.ofDays(10));
    assertThatThrownBy(() -> described(kms)).isInstanceOf(NotFoundException.class);
    assertThat(fixture.state.read(Keys.KEYS::everywhere)).isEmpty();
  }

  @Test
  void aPrimaryThatWaitsCanBeKept() {
    replicate(KmsFixture.SECOND);
    kms.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(10));

    kms.cancelKeyDeletion(r -> r.keyId(id));

    assertThat(described(kms).keyState()).isEqualTo(KeyState.DISABLED);
    assertThat(described(kms).pendingDeletionWindowInDays()).isNull();
    assertThat(described(second).keyState()).isEqualTo(KeyState.ENABLED);
  }

  /** A replica's deletion neither touches the others nor stands in the way of a new one. */
  @Test
  void aRegionMayHaveAReplicaAgain() {
    replicate(KmsFixture.SECOND);
    SdkBytes blob = encrypted(second);
    second.createAlias(r -> r.aliasName("alias/a").targetKeyId(id));
    kms.createAlias(r -> r.aliasName("alias/a").targetKeyId(id));
    second.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));
    assertThatThrownBy(() -> replicate(KmsFixture.SECOND))
        .isInstanceOf(AlreadyExistsException.class);
    fixture.clock.advance(Duration.ofDays(7));

    replicate(KmsFixture.SECOND);

    assertThat(opened(second, blob)).isEqualTo(bytes("canary"));
    assertThat(second.listAliases(r -> {}).aliases()).isEmpty();
    assertThat(kms.listAliases(r -> {}).aliases()).hasSize(1);
    assertThat(configured(kms).replicaKeys()).hasSize(1);
  }

  @Test
  void aReplicaOfAKeyWithoutMaterialCannotBeMade() {
    id = kms.createKey(r -> r.multiRegion(true).origin(OriginType.EXTERNAL)).keyMetadata().keyId();

    assertThatThrownBy(() -> replicate(KmsFixture.SECOND))
        .isInstanceOf(KmsInvalidStateException.class)
        .hasMessageContaining("is pending import.");
  }

  @Test
  void anotherServersRestartFindsTheSameSet() {
    replicate(KmsFixture.SECOND);
    SdkBytes blob = encrypted(kms);
    fixture.close();
    fixture = new KmsFixture(home);

    assertThat(opened(fixture.client(KmsFixture.SECOND), blob)).isEqualTo(bytes("canary"));
  }
}
