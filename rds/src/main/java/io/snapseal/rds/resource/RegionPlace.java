package io.snapseal.rds.resource;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.state.Scope;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where one region's bytes are.
 *
 * @param store its snapshots
 * @param instances a directory per instance; can be passed through by database servers (0711)
 * @param runs a directory per running server, with a short path; can be passed through too
 */
public record RegionPlace(BlockStore store, Path instances, Path runs) {

  /** The place of a scope's region; its absence is a bug, since callers are held to the regions. */
  public static RegionPlace of(Map<String, RegionPlace> places, Scope scope) {
    RegionPlace place = places.get(scope.region());
    if (place == null) {
      throw new IllegalStateException("no place for " + scope);
    }
    return place;
  }
}
