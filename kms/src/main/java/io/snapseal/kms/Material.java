package io.snapseal.kms;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.RotationType;

/**
 * What is kept of one of a symmetric key's materials, beside the secret itself (KMS API reference,
 * {@code RotationsListEntry}).
 *
 * @param version the number by which ciphertexts name the material: its Tink key id
 * @param id the key material id, 64 hexadecimal digits
 * @param rotatedAt when the key began to use it, epoch milliseconds; null for the first
 * @param rotation why the key began to use it, as {@code RotationType}; null for the first
 * @param imported what is kept of imported material; null if this region made the material
 */
record Material(
    int version,
    String id,
    @Nullable Long rotatedAt,
    @Nullable String rotation,
    @Nullable ImportedMaterial imported) {

  /** The material that a key begins with. */
  static Material first(int version, String id) {
    return new Material(version, id, null, null, null);
  }

  /** A material that takes the place of another. */
  static Material next(int version, String id, Instant when, RotationType why) {
    return new Material(version, id, when.toEpochMilli(), why.toString(), null);
  }

  Material rotated(Instant when, RotationType why) {
    return new Material(version, id, when.toEpochMilli(), why.toString(), imported);
  }

  Material withImported(ImportedMaterial changed) {
    return new Material(version, id, rotatedAt, rotation, changed);
  }

  Optional<Instant> rotationDate() {
    return Optional.ofNullable(rotatedAt).map(Instant::ofEpochMilli);
  }
}
