package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.find.Database;
import org.jspecify.annotations.Nullable;

/**
 * A temporary database, or what stands in its place.
 *
 * @param cluster null if there is none, and always for a snapshot of an instance
 * @param instance the instance, or the cluster's one member; null if there is none
 */
public record Restored(@Nullable Database cluster, @Nullable Database instance) {
  static final Restored NOTHING = new Restored(null, null);

  /** The same with another cluster. */
  Restored cluster(@Nullable Database other) {
    return new Restored(other, instance);
  }

  /** The same with another instance. */
  Restored instance(@Nullable Database other) {
    return new Restored(cluster, other);
  }
}
