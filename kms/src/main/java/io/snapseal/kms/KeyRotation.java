package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.IncludeKeyMaterial;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsRequest;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsResponse;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandRequest;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandResponse;
import software.amazon.awssdk.services.kms.model.RotationType;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;

/**
 * New material for a key under the same name (KMS developer guide, "Rotate AWS KMS keys"). Here a
 * rotation is over when the request is, so that none is ever in progress.
 */
final class KeyRotation {
  /** AWS KMS quotas, "On-demand rotations". */
  private static final int MOST_ON_DEMAND = 25;

  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1000;

  private final Keys keys;
  private final Materials materials;
  private final ImportedMaterials imported;
  private final Clock clock;

  KeyRotation(Keys keys, Materials materials, ImportedMaterials imported, Clock clock) {
    this.keys = keys;
    this.materials = materials;
    this.imported = imported;
    this.clock = clock;
  }

  EnableKeyRotationResponse enable(Caller caller, EnableKeyRotationRequest request) {
    int period =
        request.rotationPeriodInDays() == null ? RotationPlan.YEAR : request.rotationPeriodInDays();
    keys.change(
        keys.ownToChange(caller, request.keyId(), "kms:EnableKeyRotation"),
        key -> {
          mustRotateByItself(key.shown());
          return key.keep(key.internal().withRotation(enabled(key, period)));
        });
    return EnableKeyRotationResponse.builder().build();
  }

  /** Asking for what is there already does not put the next rotation off. */
  private RotationPlan enabled(Row<KeyMetadata, KeyInternals> key, int period) {
    RotationPlan old = key.internal().rotation();
    return old != null && old.periodDays() == period
        ? old
        : RotationPlan.from(clock.instant(), period);
  }

  DisableKeyRotationResponse disable(Caller caller, DisableKeyRotationRequest request) {
    keys.change(
        keys.ownToChange(caller, request.keyId(), "kms:DisableKeyRotation"),
        key -> {
          mustRotateByItself(key.shown());
          return key.keep(key.internal().withRotation(null));
        });
    return DisableKeyRotationResponse.builder().build();
  }

  GetKeyRotationStatusResponse status(Caller caller, GetKeyRotationStatusRequest request) {
    Row<KeyMetadata, KeyInternals> key = keys.findById(caller, request.keyId());
    mustBeSymmetric(key.shown());
    Optional<RotationPlan> plan =
        KeyStates.isToBeDeleted(key.shown())
            ? Optional.empty()
            : RotationPlan.of(keys.primaryOf(key));
    GetKeyRotationStatusResponse.Builder status =
        GetKeyRotationStatusResponse.builder()
            .keyId(key.shown().arn())
            .keyRotationEnabled(plan.isPresent());
    plan.ifPresent(
        found ->
            status.rotationPeriodInDays(found.periodDays()).nextRotationDate(found.nextDate()));
    return status.build();
  }

  RotateKeyOnDemandResponse onDemand(Caller caller, RotateKeyOnDemandRequest request) {
    Row<KeyMetadata, KeyInternals> rotated =
        keys.changeRelated(
            keys.ownToChange(caller, request.keyId(), "kms:RotateKeyOnDemand"), this::rotated);
    return RotateKeyOnDemandResponse.builder().keyId(rotated.id()).build();
  }

  private Row<KeyMetadata, KeyInternals> rotated(Row<KeyMetadata, KeyInternals> key) {
    mustBeSymmetric(key.shown());
    mustBePrimary(key.shown());
    KeyStates.mustBeEnabled(key.shown());
    long before =
        key.internal().materials().stream()
            .filter(one -> RotationType.ON_DEMAND.toString().equals(one.rotation()))
            .count();
    if (before >= MOST_ON_DEMAND) {
      throw KmsFaults.limitExceeded(
          "The on-demand rotations of %s have reached the limit of %d."
              .formatted(key.shown().arn(), MOST_ON_DEMAND));
    }
    return key.shown().origin() == OriginType.EXTERNAL
        ? imported.rotated(key, clock.instant())
        : materials.rotated(key, clock.instant(), RotationType.ON_DEMAND);
  }

  ListKeyRotationsResponse list(Caller caller, ListKeyRotationsRequest request) {
    Row<KeyMetadata, KeyInternals> key = keys.findById(caller, request.keyId());
    mustBeSymmetric(key.shown());
    List<Material> all = materials.of(key);
    boolean rotationsOnly = request.includeKeyMaterial() != IncludeKeyMaterial.ALL_KEY_MATERIAL;
    List<Numbered> shown =
        IntStream.range(0, all.size())
            .mapToObj(i -> new Numbered(i, all.get(i)))
            .filter(one -> !rotationsOnly || one.material().rotatedAt() != null)
            .toList();
    Page<Numbered> page =
        Lists.page(
            shown, Numbered::name, request.marker(), request.limit(), DEFAULT_PAGE, MAX_PAGE);
    return ListKeyRotationsResponse.builder()
        .rotations(page.items().stream().map(one -> entry(key, one.material())).toList())
        .truncated(page.next() != null)
        .nextMarker(page.next())
        .build();
  }

  /** A material by its place: two may have begun at the same moment. */
  private record Numbered(int place, Material material) {
    String name() {
      return "%06d".formatted(place);
    }
  }

  private static RotationsListEntry entry(Row<KeyMetadata, KeyInternals> key, Material material) {
    RotationsListEntry.Builder entry =
        RotationsListEntry.builder()
            .keyId(key.id())
            .keyMaterialId(material.id())
            .keyMaterialState(Materials.state(key, material))
            .rotationDate(material.rotationDate().orElse(null))
            .rotationType(material.rotation());
    @Nullable ImportedMaterial imported = material.imported();
    return imported == null ? entry.build() : ImportedMaterials.shown(entry, imported).build();
  }

  private static void mustRotateByItself(KeyMetadata key) {
    mustBeSymmetric(key);
    if (key.origin() == OriginType.EXTERNAL) {
      throw KmsFaults.unsupportedOrigin(key);
    }
    mustBePrimary(key);
    KeyStates.mustBeEnabled(key);
  }

  private static void mustBeSymmetric(KeyMetadata key) {
    if (key.keySpec() != KeySpec.SYMMETRIC_DEFAULT) {
      throw KmsFaults.unsupportedFor(
          key.arn() + " key spec is " + key.keySpecAsString() + " which cannot be rotated.");
    }
  }

  private static void mustBePrimary(KeyMetadata key) {
    if (!RelatedKeys.isPrimary(key)) {
      throw KmsFaults.unsupportedFor(
          key.arn() + " is a replica key: rotation is a matter of the primary key.");
    }
  }
}
