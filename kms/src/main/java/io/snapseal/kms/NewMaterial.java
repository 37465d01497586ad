package io.snapseal.kms;

import io.snapseal.state.Row;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;

/** Makes the material that a key of this region begins with. */
final class NewMaterial {
  private final KeyMaterial material;
  private final AsymmetricKeys pairs;
  private final WrappedSecrets secrets;
  private final SecureRandom random;

  NewMaterial(
      KeyMaterial material, AsymmetricKeys pairs, WrappedSecrets secrets, SecureRandom random) {
    this.material = material;
    this.pairs = pairs;
    this.secrets = secrets;
    this.random = random;
  }

  /** The same key with material of its kind; nothing is stored. */
  Row<KeyMetadata, KeyInternals> filled(Row<KeyMetadata, KeyInternals> key) {
    KeySpec spec = key.shown().keySpec();
    if (KeySpecs.isSymmetric(key.shown())) {
      return symmetric(key, NewKeys.materialName(key.scope(), key.id()));
    }
    String wrapped = KeySpecs.isHmac(spec) ? hmac(key) : pairs.made(key);
    return key.keep(key.internal().withMaterial(wrapped, List.of()));
  }

  private Row<KeyMetadata, KeyInternals> symmetric(
      Row<KeyMetadata, KeyInternals> key, String name) {
    String wrapped = material.create(name);
    int version = material.newest(name, wrapped);
    Material first = Material.first(version, MaterialIds.made(name, version));
    return key.keep(key.internal().withMaterial(wrapped, List.of(first)))
        .show(key.shown().toBuilder().currentKeyMaterialId(first.id()).build());
  }

  private String hmac(Row<KeyMetadata, KeyInternals> key) {
    byte[] secret = new byte[KeySpecs.secretBytes(key.shown().keySpec())];
    random.nextBytes(secret);
    try {
      return secrets.wrapped(key, secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
