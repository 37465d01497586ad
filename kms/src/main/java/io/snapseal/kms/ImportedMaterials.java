package io.snapseal.kms;

import io.snapseal.state.Row;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.ImportState;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.RotationType;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;

/** The materials that their owner brings to a key, expire, and are taken away. Stores nothing. */
final class ImportedMaterials {
  private final KeyMaterial material;
  private final WrappedSecrets secrets;
  private final SecureRandom random;

  ImportedMaterials(KeyMaterial material, WrappedSecrets secrets, SecureRandom random) {
    this.material = material;
    this.secrets = secrets;
    this.random = random;
  }

  /** A material that has not been of this key before; the first one is its material at once. */
  Row<KeyMetadata, KeyInternals> added(
      Row<KeyMetadata, KeyInternals> key, String id, ImportedMaterial imported, byte[] secret) {
    List<Material> all = new ArrayList<>(key.internal().materials());
    Material fresh = new Material(version(all), id, null, null, imported);
    all.add(fresh);
    return kept(key, all, with(key, all, fresh, secret));
  }

  /** A material that the key has had before, as its owner wants it kept from now on. */
  Row<KeyMetadata, KeyInternals> again(
      Row<KeyMetadata, KeyInternals> key,
      Material known,
      ImportedMaterial imported,
      byte[] secret) {
    List<Material> all = replaced(key, known, known.withImported(imported));
    return kept(key, all, with(key, all, known, secret));
  }

  /** The key without a material; unless that awaits rotation, it must be imported again. */
  Row<KeyMetadata, KeyInternals> without(Row<KeyMetadata, KeyInternals> key, Material gone) {
    ImportedMaterial imported = Objects.requireNonNull(gone.imported());
    List<Material> all = replaced(key, gone, gone.withImported(imported.gone()));
    if (imported.pending()) {
      all.removeIf(one -> one.version() == gone.version());
    }
    String wrapped =
        KeySpecs.isSymmetric(key.shown())
            ? material.without(
                name(key), key.internal().wrappedKeyset(), gone.version(), current(all))
            : "";
    return kept(key, all, wrapped);
  }

  /** The key without what has expired, or the same key. */
  Row<KeyMetadata, KeyInternals> withoutExpired(Row<KeyMetadata, KeyInternals> key, Instant now) {
    Row<KeyMetadata, KeyInternals> left = key;
    for (Material one : key.internal().materials()) {
      ImportedMaterial imported = one.imported();
      if (imported != null && imported.expired(now)) {
        left = without(left, one);
      }
    }
    return left;
  }

  /** The key under the material that its owner has imported for the next rotation. */
  Row<KeyMetadata, KeyInternals> rotated(Row<KeyMetadata, KeyInternals> key, Instant when) {
    Material next =
        awaiting(key)
            .orElseThrow(
                () ->
                    KmsFaults.invalidState(
                        key.shown().arn(), "without imported key material that awaits rotation"));
    ImportedMaterial imported = Objects.requireNonNull(next.imported()).rotatedIn();
    List<Material> all =
        replaced(key, next, next.rotated(when, RotationType.ON_DEMAND).withImported(imported));
    return kept(
        key, all, material.withPrimary(name(key), key.internal().wrappedKeyset(), next.version()));
  }

  /** The material that awaits rotation. */
  static Optional<Material> awaiting(Row<KeyMetadata, KeyInternals> key) {
    return key.internal().materials().stream()
        .filter(one -> one.imported() != null && one.imported().pending())
        .findFirst();
  }

  static RotationsListEntry.Builder shown(
      RotationsListEntry.Builder entry, ImportedMaterial imported) {
    entry
        .keyMaterialDescription(imported.description())
        .importState(imported.present() ? ImportState.IMPORTED : ImportState.PENDING_IMPORT);
    if (!imported.present()) {
      return entry;
    }
    Long validTo = imported.validTo();
    return validTo == null
        ? entry.expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE)
        : entry
            .expirationModel(ExpirationModelType.KEY_MATERIAL_EXPIRES)
            .validTo(Instant.ofEpochMilli(validTo));
  }

  /** Whether a key waits for its owner to bring material. */
  static boolean isIncomplete(KeyInternals key) {
    return key.wrappedKeyset().isEmpty()
        || key.materials().stream()
            .map(Material::imported)
            .anyMatch(one -> one != null && !one.pending() && !one.present());
  }

  private String with(
      Row<KeyMetadata, KeyInternals> key, List<Material> all, Material one, byte[] secret) {
    return KeySpecs.isSymmetric(key.shown())
        ? material.with(
            name(key), key.internal().wrappedKeyset(), one.version(), secret, current(all))
        : secrets.wrapped(key, secret);
  }

  /** The key with these materials: its state, its dates and what encrypts follow from them. */
  private static Row<KeyMetadata, KeyInternals> kept(
      Row<KeyMetadata, KeyInternals> key, List<Material> all, String wrapped) {
    KeyInternals internal = key.internal().withMaterial(wrapped, all);
    @Nullable Long validTo =
        present(all)
            .map(ImportedMaterial::validTo)
            .filter(Objects::nonNull)
            .min(Long::compare)
            .orElse(null);
    KeyMetadata.Builder shown =
        inState(key.shown(), isIncomplete(internal)).toBuilder()
            .validTo(validTo == null ? null : Instant.ofEpochMilli(validTo))
            .expirationModel(
                validTo != null
                    ? ExpirationModelType.KEY_MATERIAL_EXPIRES
                    : present(all).findAny().isPresent()
                        ? ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE
                        : null);
    if (KeySpecs.isSymmetric(key.shown())) {
      shown.currentKeyMaterialId(settled(all).get(settled(all).size() - 1).id());
    }
    return key.keep(internal).show(shown.build());
  }

  private static KeyMetadata inState(KeyMetadata key, boolean incomplete) {
    KeyState state = key.keyState();
    if (incomplete && (state == KeyState.ENABLED || state == KeyState.DISABLED)) {
      return KeyStates.inState(key, KeyState.PENDING_IMPORT);
    }
    return !incomplete && state == KeyState.PENDING_IMPORT
        ? KeyStates.inState(key, KeyState.ENABLED)
        : key;
  }

  private static Stream<ImportedMaterial> present(List<Material> all) {
    return settled(all).stream()
        .map(Material::imported)
        .filter(one -> one != null && one.present())
        .map(Objects::requireNonNull);
  }

  private static List<Material> settled(List<Material> all) {
    return all.stream().filter(one -> one.imported() == null || !one.imported().pending()).toList();
  }

  /** The version that encrypts once it is there. */
  private static int current(List<Material> all) {
    List<Material> settled = settled(all);
    return settled.isEmpty() ? 0 : settled.get(settled.size() - 1).version();
  }

  private static List<Material> replaced(
      Row<KeyMetadata, KeyInternals> key, Material old, Material changed) {
    List<Material> all = new ArrayList<>(key.internal().materials());
    all.replaceAll(one -> one.version() == old.version() ? changed : one);
    return all;
  }

  private int version(List<Material> taken) {
    while (true) {
      int drawn = random.nextInt();
      if (drawn != 0 && taken.stream().noneMatch(one -> one.version() == drawn)) {
        return drawn;
      }
    }
  }

  private static String name(Row<KeyMetadata, KeyInternals> key) {
    return NewKeys.materialName(key.scope(), key.id());
  }
}
