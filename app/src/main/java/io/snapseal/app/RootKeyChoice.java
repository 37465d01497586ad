package io.snapseal.app;

import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.kms.root.RootKeyStores;
import java.util.Optional;

/**
 * How a region's root key is kept.
 *
 * @param kind how; if empty, as it is, and a new one in a plain file
 * @param stores what opens it
 */
record RootKeyChoice(Optional<RootKeyKind> kind, RootKeyStores stores) {
  /** As it is, if it is in a plain file. */
  static final RootKeyChoice PLAIN = new RootKeyChoice(Optional.empty(), RootKeyStores.PLAIN);
}
