package io.snapseal.rds;

import io.snapseal.blockstore.BlockStore;
import java.nio.file.Path;

/**
 * Where one region's bytes are.
 *
 * @param store its snapshots
 * @param instances a directory per instance; can be passed through by database servers (0711)
 * @param runs a directory per running server, with a short path; can be passed through too
 */
public record RegionPlace(BlockStore store, Path instances, Path runs) {}
