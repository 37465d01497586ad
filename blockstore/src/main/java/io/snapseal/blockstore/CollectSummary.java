package io.snapseal.blockstore;

/**
 * What a collection removed.
 *
 * @param segmentsRemoved segments that no manifest needed
 * @param bytesFreed their size
 * @param keysRemoved wrapped data keys of volumes without snapshots
 */
public record CollectSummary(long segmentsRemoved, long bytesFreed, long keysRemoved) {}
