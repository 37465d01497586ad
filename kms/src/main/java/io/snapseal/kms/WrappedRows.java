package io.snapseal.kms;

import io.snapseal.iam.TrailKey;
import io.snapseal.iam.directory.AccessKeyInternals;
import io.snapseal.iam.directory.Directory;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.state.Row;
import java.util.List;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * All that the root key wraps in the region's state. Whatever else comes to be wrapped belongs
 * here: what does not would be lost with the first rotation of the root key.
 *
 * <p>Tokens (of grants, imports and sessions) are kept nowhere; they end with the root key that
 * sealed them.
 */
record WrappedRows(
    List<Row<KeyMetadata, KeyInternals>> keys,
    List<Row<AccessKeyMetadata, AccessKeyInternals>> accessKeys,
    List<TrailKey> trailKeys) {

  /** What is there now. */
  static WrappedRows in(Handle handle) {
    return new WrappedRows(
        Keys.KEYS.everywhere(handle).stream()
            .filter(key -> !key.internal().wrappedKeyset().isEmpty())
            .toList(),
        Directory.ACCESS_KEYS.everywhere(handle),
        TrailKey.all(handle));
  }

  boolean isEmpty() {
    return keys.isEmpty() && accessKeys.isEmpty() && trailKeys.isEmpty();
  }

  int size() {
    return keys.size() + accessKeys.size() + trailKeys.size();
  }

  /** One is proof enough; a single changed row must not keep all the others from their owner. */
  boolean oneOpensBy(RootKey root) {
    return keys.stream().anyMatch(key -> opens(root, key))
        || accessKeys.stream().anyMatch(key -> key.internal().opensBy(root, key.id()))
        || trailKeys.stream().anyMatch(key -> key.opensBy(root));
  }

  /** Whether nothing is here that does not open. */
  boolean allOpenBy(RootKey root) {
    return keys.stream().allMatch(key -> opens(root, key))
        && accessKeys.stream().allMatch(key -> key.internal().opensBy(root, key.id()));
  }

  /**
   * Wraps everything by another root key.
   *
   * @throws RootKeyException if something does not open: nothing may be left behind
   */
  void rewrap(Handle handle, RootKey from, RootKey to) {
    keys.forEach(key -> Keys.KEYS.update(handle, key.keep(rewrapped(key, from, to))));
    accessKeys.forEach(
        key -> Directory.ACCESS_KEYS.update(handle, key.keep(rewrappedAccessKey(key, from, to))));
    trailKeys.forEach(key -> key.rewrapped(from, to).update(handle));
  }

  private static boolean opens(RootKey root, Row<KeyMetadata, KeyInternals> key) {
    return KeySpecs.isSymmetric(key.shown())
        ? new KeyMaterial(root).opens(name(key), key.internal().wrappedKeyset())
        : new WrappedSecrets(root).opens(key);
  }

  private static KeyInternals rewrapped(
      Row<KeyMetadata, KeyInternals> key, RootKey from, RootKey to) {
    String wrapped =
        KeySpecs.isSymmetric(key.shown())
            ? new KeyMaterial(from)
                .rewrapped(name(key), key.internal().wrappedKeyset(), new KeyMaterial(to))
            : new WrappedSecrets(from).rewrapped(key, new WrappedSecrets(to));
    return key.internal().withMaterial(wrapped, key.internal().materials());
  }

  private static AccessKeyInternals rewrappedAccessKey(
      Row<AccessKeyMetadata, AccessKeyInternals> key, RootKey from, RootKey to) {
    try {
      return key.internal().rewrapped(from, to, key.id());
    } catch (IllegalArgumentException e) {
      throw RootKeyException.closedAccessKey(key.id(), e);
    }
  }

  private static String name(Row<KeyMetadata, KeyInternals> key) {
    return NewKeys.materialName(key.scope(), key.id());
  }
}
