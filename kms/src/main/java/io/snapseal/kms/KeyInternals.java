package io.snapseal.kms;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What KMS keeps of a key beside its metadata.
 *
 * @param wrappedKeyset the key's material under the root key, base64; empty while none is there
 * @param policy the key policy, as it was put
 * @param principals the unique ids of the users and roles that it names, by ARN
 * @param tags the key's tags
 * @param materials a symmetric key's materials, the oldest first; empty for a key that was made
 *     before materials had ids and has not been rotated since, and for every other kind of key
 * @param rotation when the material is replaced by itself; null if it is not
 */
record KeyInternals(
    String wrappedKeyset,
    String policy,
    Map<String, String> principals,
    Map<String, String> tags,
    List<Material> materials,
    @Nullable RotationPlan rotation) {

  KeyInternals {
    principals = principals == null ? Map.of() : Map.copyOf(principals);
    materials = materials == null ? List.of() : List.copyOf(materials);
  }

  /** Before principals were bound to their ids a policy was kept without any. */
  KeyPolicy keyPolicy() {
    return new KeyPolicy(policy, principals);
  }

  KeyInternals withPolicy(KeyPolicy changed) {
    return new KeyInternals(
        wrappedKeyset, changed.text(), changed.principals(), tags, materials, rotation);
  }

  KeyInternals withTags(Map<String, String> changed) {
    return new KeyInternals(wrappedKeyset, policy, principals, changed, materials, rotation);
  }

  KeyInternals withRotation(@Nullable RotationPlan changed) {
    return new KeyInternals(wrappedKeyset, policy, principals, tags, materials, changed);
  }

  /** The same key with other material. */
  KeyInternals withMaterial(String wrapped, List<Material> changed) {
    return new KeyInternals(wrapped, policy, principals, tags, changed, rotation);
  }

  @Override
  public String toString() {
    return "KeyInternals(hidden)";
  }
}
