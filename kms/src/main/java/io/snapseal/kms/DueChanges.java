package io.snapseal.kms;

import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.RotationType;

/**
 * What time alone does to keys: a waiting period ends, imported material expires, a rotation is
 * due. It is done in one transaction when the key is next looked up, or by the sweep.
 */
final class DueChanges {
  private final Materials materials;
  private final ImportedMaterials imported;
  private final Clock clock;

  DueChanges(Materials materials, ImportedMaterials imported, Clock clock) {
    this.materials = materials;
    this.imported = imported;
    this.clock = clock;
  }

  /** Whether the waiting period of a key is over. */
  boolean gone(KeyMetadata key) {
    return key.keyState() == KeyState.PENDING_DELETION
        && !clock.instant().isBefore(key.deletionDate());
  }

  /** Whether there is anything to do. */
  boolean due(Row<KeyMetadata, KeyInternals> key) {
    return gone(key.shown())
        || rotation(key).filter(plan -> !clock.instant().isBefore(plan.nextDate())).isPresent()
        || expires(key).filter(when -> !clock.instant().isBefore(when)).isPresent();
  }

  /**
   * Looks again inside the transaction, since the key may have been changed meanwhile, and does
   * what is due.
   *
   * @return whether the key is gone now
   */
  boolean apply(Handle handle, Scope scope, String keyId) {
    Optional<Row<KeyMetadata, KeyInternals>> found = Keys.KEYS.find(handle, scope, keyId);
    if (found.isEmpty() || !due(found.get())) {
      return false;
    }
    if (gone(found.get().shown())) {
      destroy(handle, found.get());
      return true;
    }
    Row<KeyMetadata, KeyInternals> left = imported.withoutExpired(found.get(), clock.instant());
    if (!left.equals(found.get())) {
      Keys.KEYS.update(handle, left);
    }
    rotate(handle, left);
    return false;
  }

  /** A disabled key and one that is to be deleted are not rotated; a replica with its primary. */
  private static Optional<RotationPlan> rotation(Row<KeyMetadata, KeyInternals> key) {
    return key.shown().keyState() == KeyState.ENABLED ? RotationPlan.of(key) : Optional.empty();
  }

  private static Optional<Instant> expires(Row<KeyMetadata, KeyInternals> key) {
    return key.internal().materials().stream()
        .map(Material::imported)
        .filter(Objects::nonNull)
        .map(ImportedMaterial::validTo)
        .filter(Objects::nonNull)
        .min(Long::compare)
        .map(Instant::ofEpochMilli);
  }

  private void rotate(Handle handle, Row<KeyMetadata, KeyInternals> key) {
    Instant now = clock.instant();
    Optional<RotationPlan> plan = rotation(key).filter(found -> !now.isBefore(found.nextDate()));
    if (plan.isPresent()) {
      Row<KeyMetadata, KeyInternals> rotated = materials.rotated(key, now, RotationType.AUTOMATIC);
      store(handle, rotated);
      Keys.KEYS.update(
          handle, rotated.keep(rotated.internal().withRotation(plan.get().after(now))));
    }
  }

  /** Stores the material of a key with all keys that share it. */
  static void store(Handle handle, Row<KeyMetadata, KeyInternals> key) {
    RelatedKeys.change(
        handle,
        key,
        one ->
            one.keep(
                    one.internal()
                        .withMaterial(key.internal().wrappedKeyset(), key.internal().materials()))
                .show(
                    one.shown().toBuilder()
                        .currentKeyMaterialId(key.shown().currentKeyMaterialId())
                        .build()));
  }

  /** Wrapped bytes and aliases go with the key; related keys learn that it is no more. */
  private void destroy(Handle handle, Row<KeyMetadata, KeyInternals> key) {
    Keys.ALIASES.list(handle, key.scope()).stream()
        .filter(alias -> key.id().equals(alias.shown().targetKeyId()))
        .forEach(alias -> Keys.ALIASES.delete(handle, key.scope(), alias.id()));
    Grants.GRANTS
        .listUnder(handle, key.scope(), Grants.prefix(key.id()))
        .forEach(grant -> Grants.GRANTS.delete(handle, key.scope(), grant.id()));
    Keys.KEYS.delete(handle, key.scope(), key.id());
    if (!RelatedKeys.isPrimary(key.shown())) {
      List<String> left = RelatedKeys.replicaRegions(key);
      left.remove(key.scope().region());
      String primary = RelatedKeys.primaryRegion(key);
      RelatedKeys.change(
          handle, key, one -> released(RelatedKeys.in(one, primary, left), left.isEmpty()));
    }
  }

  /** The waiting period of a primary key begins when its last replica key is gone. */
  private Row<KeyMetadata, KeyInternals> released(
      Row<KeyMetadata, KeyInternals> key, boolean alone) {
    if (!alone || key.shown().keyState() != KeyState.PENDING_REPLICA_DELETION) {
      return key;
    }
    @Nullable Integer days = key.shown().pendingDeletionWindowInDays();
    return key.show(
        KeyStates.inState(key.shown(), KeyState.PENDING_DELETION).toBuilder()
            .pendingDeletionWindowInDays(null)
            .deletionDate(clock.instant().plus(Objects.requireNonNull(days), ChronoUnit.DAYS))
            .build());
  }
}
