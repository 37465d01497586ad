package io.snapseal.kms;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What KMS keeps of a key beside its metadata.
 *
 * @param wrappedKeyset the key's material under the root key, base64; empty while none is there
 * @param policy the key policy, as it was put
 * @param tags the key's tags
 * @param materials a symmetric key's materials, the oldest first; empty for a key that was made
 *     before materials had ids and has not been rotated since, and for every other kind of key
 * @param rotation when the material is replaced by itself; null if it is not
 */
record KeyInternals(
    String wrappedKeyset,
    String policy,
    Map<String, String> tags,
    List<Material> materials,
    @Nullable RotationPlan rotation) {

  KeyInternals {
    materials = materials == null ? List.of() : List.copyOf(materials);
  }

  KeyInternals withPolicy(String changed) {
    return new KeyInternals(wrappedKeyset, changed, tags, materials, rotation);
  }

  KeyInternals withTags(Map<String, String> changed) {
    return new KeyInternals(wrappedKeyset, policy, changed, materials, rotation);
  }

  KeyInternals withRotation(@Nullable RotationPlan changed) {
    return new KeyInternals(wrappedKeyset, policy, tags, materials, changed);
  }

  /** The same key with other material. */
  KeyInternals withMaterial(String wrapped, List<Material> changed) {
    return new KeyInternals(wrapped, policy, tags, changed, rotation);
  }

  @Override
  public String toString() {
    return "KeyInternals(hidden)";
  }
}
