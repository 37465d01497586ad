package io.snapseal.rds.peer;

import io.snapseal.state.ResourceTable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A snapshot that another server may read, since a caller has proven that he may copy it there.
 *
 * @param storeId its name in the block store
 * @param manifestDigest pins what it is
 * @param region of the server that may read it
 * @param usedMillis when it last began to, since 1970
 */
record LentSnapshot(String storeId, String manifestDigest, String region, long usedMillis) {
  static final ResourceTable<DBSnapshot, LentSnapshot> TABLE =
      new ResourceTable<>(
          "lent-db-snapshot", DBSnapshot.class, DBSnapshot::builder, LentSnapshot.class);

  LentSnapshot usedAt(long millis) {
    return new LentSnapshot(storeId, manifestDigest, region, millis);
  }
}
