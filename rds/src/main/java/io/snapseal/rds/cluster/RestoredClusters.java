package io.snapseal.rds.cluster;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.storage.OwnedKeys;
import io.snapseal.rds.storage.SealingKey;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/**
 * Fills a cluster's volume from a snapshot: opened under the snapshot's key, and at rest from then
 * on under the volume's own.
 */
final class RestoredClusters {
  private final StateStore state;
  private final VolumeKeys volumeKeys;
  private final OwnedKeys ownedKeys;
  private final Map<String, RegionPlace> places;

  RestoredClusters(
      StateStore state,
      VolumeKeys volumeKeys,
      OwnedKeys ownedKeys,
      Map<String, RegionPlace> places) {
    this.state = state;
    this.volumeKeys = volumeKeys;
    this.ownedKeys = ownedKeys;
    this.places = places;
  }

  void fill(Task task, Row<DBCluster, ClusterInternals> row, Path data, TaskHandler.Hold hold) {
    RdsArn arn = RdsArn.parse(task.detail()).orElseThrow();
    Row<DBClusterSnapshot, SnapshotInternals> snapshot =
        state.read(handle -> ClusterSnapshotKind.KIND.row(handle, arn.scope(), arn.id()));
    StorageEncryption encryption = ClusterSnapshotKind.KIND.facts(snapshot).encryption();
    BlockStore store = RegionPlace.of(places, row.scope()).store();
    requireAsShown(store.describe(snapshot.internal().storeId()).sealed(), encryption, row);
    Scope asking =
        ownedKeys.sealing(snapshot.scope(), encryption).map(SealingKey::scope).orElse(row.scope());
    store.restore(
        snapshot.internal().storeId(),
        Optional.ofNullable(snapshot.internal().manifestDigest()),
        KeyAccess.of(volumeKeys.kms(asking)),
        data,
        bytes -> hold.stillWanted());
  }

  /** One way: nothing encrypted becomes a cluster that is not. */
  private static void requireAsShown(
      boolean sealed, StorageEncryption shown, Row<DBCluster, ClusterInternals> row) {
    if (sealed != shown.encrypted()) {
      throw new IllegalStateException(
          "the stored snapshot is %s, its row says otherwise"
              .formatted(sealed ? "encrypted" : "unencrypted"));
    }
    if (sealed && !ClusterHosts.encryption(row.shown()).encrypted()) {
      throw new IllegalStateException(
          "the snapshot is encrypted, and the cluster " + row.id() + " is not");
    }
  }
}
