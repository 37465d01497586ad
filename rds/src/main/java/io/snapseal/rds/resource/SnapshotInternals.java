package io.snapseal.rds.resource;

import java.util.List;
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
 * @param sharedWith the accounts that may copy and restore it, and {@code all}; rows of before
 *     there were shares have none
 * @param writesHeldUpMillis for how many milliseconds it held up writes of its database while it
 *     was taken; null if it is a copy, or not taken yet
 * @param sourceVolume the lineage that a copy was made from: a later copy of that lineage stores
 *     only what changed since; null for what is no copy, and in rows of before
 */
public record SnapshotInternals(
    String storeId,
    String volume,
    @Nullable String manifestDigest,
    @Nullable String databaseName,
    @Nullable String grantId,
    @Nullable List<String> sharedWith,
    @Nullable Long writesHeldUpMillis,
    @Nullable String sourceVolume) {

  public SnapshotInternals {
    sharedWith = sharedWith == null ? List.of() : List.copyOf(sharedWith);
  }

  /** The internals of a new snapshot: not whole yet, without a grant, nobody else's. */
  public static SnapshotInternals ofNew(
      String storeId, String volume, @Nullable String databaseName) {
    return new SnapshotInternals(storeId, volume, null, databaseName, null, List.of(), null, null);
  }

  /** Never null, whatever the row was written by. */
  @Override
  public List<String> sharedWith() {
    return sharedWith == null ? List.of() : sharedWith;
  }

  public SnapshotInternals pinned(String digest) {
    return new SnapshotInternals(
        storeId,
        volume,
        digest,
        databaseName,
        grantId,
        sharedWith,
        writesHeldUpMillis,
        sourceVolume);
  }

  public SnapshotInternals withGrant(@Nullable String grant) {
    return new SnapshotInternals(
        storeId,
        volume,
        manifestDigest,
        databaseName,
        grant,
        sharedWith,
        writesHeldUpMillis,
        sourceVolume);
  }

  public SnapshotInternals sharedWith(List<String> accounts) {
    return new SnapshotInternals(
        storeId,
        volume,
        manifestDigest,
        databaseName,
        grantId,
        accounts,
        writesHeldUpMillis,
        sourceVolume);
  }

  public SnapshotInternals withWritesHeldUp(long millis) {
    return new SnapshotInternals(
        storeId, volume, manifestDigest, databaseName, grantId, sharedWith, millis, sourceVolume);
  }

  /**
   * The same, as a copy.
   *
   * @param copies the lineage of copies that it goes on with
   * @param source the lineage of what is copied
   */
  public SnapshotInternals ofLineage(String copies, String source) {
    return new SnapshotInternals(
        storeId,
        copies,
        manifestDigest,
        databaseName,
        grantId,
        sharedWith,
        writesHeldUpMillis,
        source);
  }
}
