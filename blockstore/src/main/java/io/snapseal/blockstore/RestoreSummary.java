package io.snapseal.blockstore;

/**
 * What a restore did.
 *
 * @param snapshot what was restored, now authenticated
 * @param framesRead frames that were read, checked, opened and decompressed
 */
public record RestoreSummary(SnapshotInfo snapshot, long framesRead) {}
