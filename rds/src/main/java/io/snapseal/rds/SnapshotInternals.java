package io.snapseal.rds;

import org.jspecify.annotations.Nullable;

/**
 * What RDS keeps of a snapshot beside what it shows.
 *
 * @param storeId its name in the block store of its region: unique for ever, unlike the name it
 *     shows
 * @param volume its lineage in the block store
 * @param manifestDigest the digest of its manifest once it is available: pins what the store must
 *     hold
 * @param databaseName the database created with its instance, if any
 */
record SnapshotInternals(
    String storeId, String volume, @Nullable String manifestDigest, @Nullable String databaseName) {

  SnapshotInternals pinned(String digest) {
    return new SnapshotInternals(storeId, volume, digest, databaseName);
  }
}
