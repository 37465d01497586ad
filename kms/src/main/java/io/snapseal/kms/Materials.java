package io.snapseal.kms;

import io.snapseal.state.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kms.model.KeyMaterialState;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.RotationType;

/** The materials that a symmetric key has had, and how another one is added. */
final class Materials {
  private final KeyMaterial material;

  Materials(KeyMaterial material) {
    this.material = material;
  }

  /** All materials of a key, the oldest first. */
  List<Material> of(Row<KeyMetadata, KeyInternals> key) {
    KeyInternals internal = key.internal();
    if (!internal.materials().isEmpty() || internal.wrappedKeyset().isEmpty()) {
      return internal.materials();
    }
    String name = NewKeys.materialName(key.scope(), key.id());
    int version = material.newest(name, internal.wrappedKeyset());
    return List.of(Material.first(version, MaterialIds.made(name, version)));
  }

  /** The key under new material that this region makes; nothing is stored. */
  Row<KeyMetadata, KeyInternals> rotated(
      Row<KeyMetadata, KeyInternals> key, Instant when, RotationType why) {
    String name = NewKeys.materialName(key.scope(), key.id());
    String wrapped = material.rotated(name, key.internal().wrappedKeyset());
    int version = material.newest(name, wrapped);
    String id = MaterialIds.made(name, version);
    List<Material> all = new ArrayList<>(of(key));
    all.add(Material.next(version, id, when, why));
    return key.keep(key.internal().withMaterial(wrapped, all))
        .show(key.shown().toBuilder().currentKeyMaterialId(id).build());
  }

  /** What a material is to its key now. */
  static KeyMaterialState state(Row<KeyMetadata, KeyInternals> key, Material material) {
    if (material.imported() != null && material.imported().pending()) {
      return KeyMaterialState.PENDING_ROTATION;
    }
    List<Material> settled =
        key.internal().materials().stream()
            .filter(one -> one.imported() == null || !one.imported().pending())
            .toList();
    boolean newest =
        settled.isEmpty() || settled.get(settled.size() - 1).version() == material.version();
    return newest ? KeyMaterialState.CURRENT : KeyMaterialState.NON_CURRENT;
  }

  /** The id of the material that a ciphertext was made with. */
  static String id(Row<KeyMetadata, KeyInternals> key, CiphertextBlob blob) {
    int version = blob.version();
    return key.internal().materials().stream()
        .filter(known -> known.version() == version)
        .findFirst()
        .map(Material::id)
        .orElseGet(() -> MaterialIds.made(blob.keyName(), version));
  }
}
