package io.snapseal.rds.cluster;

import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.snapshot.SnapshotFacts;
import io.snapseal.rds.snapshot.SnapshotKind;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.state.ResourceTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** DB cluster snapshots. */
public enum ClusterSnapshotKind implements SnapshotKind<DBClusterSnapshot> {
  KIND;

  @Override
  public ResourceTable<DBClusterSnapshot, SnapshotInternals> table() {
    return ClusterTables.SNAPSHOTS;
  }

  @Override
  public String arnType() {
    return RdsArn.CLUSTER_SNAPSHOT;
  }

  @Override
  public SnapshotFacts facts(DBClusterSnapshot shown) {
    return new SnapshotFacts(
        shown.dbClusterSnapshotArn(),
        shown.status(),
        shown.snapshotType(),
        StorageEncryption.shown(shown.storageEncryptionType(), shown.kmsKeyId()),
        shown.dbClusterResourceId(),
        shown.snapshotCreateTime());
  }

  @Override
  public List<Tag> tags(DBClusterSnapshot shown) {
    return shown.tagList();
  }

  @Override
  public DBClusterSnapshot withStatus(DBClusterSnapshot shown, String status) {
    return shown.toBuilder().status(status).build();
  }

  @Override
  public DBClusterSnapshot withProgress(DBClusterSnapshot shown, int percent) {
    return shown.toBuilder().percentProgress(percent).build();
  }

  @Override
  public DBClusterSnapshot foreign(DBClusterSnapshot shown, String type) {
    return shown.toBuilder()
        .dbClusterSnapshotIdentifier(shown.dbClusterSnapshotArn())
        .snapshotType(type)
        .tagList(Simulated.labelOnly(shown.tagList()))
        .build();
  }

  @Override
  public RuntimeException notFound(String id) {
    return RdsFaults.clusterSnapshotNotFound(id);
  }

  @Override
  public RuntimeException exists(String id) {
    return RdsFaults.clusterSnapshotExists(id);
  }

  @Override
  public RuntimeException state(String message) {
    return RdsFaults.clusterSnapshotState(message);
  }

  /**
   * "If you copy an unencrypted DB cluster snapshot and specify a value for the KmsKeyId parameter,
   * an error is returned" (RDS API reference, {@code CopyDBClusterSnapshot}); of one under an AWS
   * owned key AWS's documents do not say, and the same way out is open.
   */
  @Override
  public @Nullable RuntimeException keyRefused(SnapshotFacts source) {
    return source.encryption().underKmsKey()
        ? null
        : RdsFaults.invalidCombination(
            "KmsKeyId cannot be given when a DB cluster snapshot is copied that is not encrypted under a KMS key."
                + " Restore a DB cluster from it by RestoreDBClusterFromSnapshot with KmsKeyId, and take a snapshot of that.");
  }
}
