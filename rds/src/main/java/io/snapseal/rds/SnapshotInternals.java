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
 * @param grantId the grant by which RDS uses its KMS key; null if it is not encrypted, or not made
 *     yet
 */
record SnapshotInternals(
    String storeId,
    String volume,
    @Nullable String manifestDigest,
    @Nullable String databaseName,
    @Nullable String grantId) {

  SnapshotInternals pinned(String digest) {
    return new SnapshotInternals(storeId, volume, digest, databaseName, grantId);
  }

  SnapshotInternals withGrant(@Nullable String grant) {
    return new SnapshotInternals(storeId, volume, manifestDigest, databaseName, grant);
  }
}
