package io.snapseal.rds.cluster;

import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.time.Clock;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** Makes the rows of new cluster snapshots. Nothing is stored here. */
final class NewClusterSnapshots {
  private final Ids ids;
  private final Clock clock;

  NewClusterSnapshots(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** The row of a cluster's snapshot: encrypted as the cluster is, under the cluster's key. */
  Row<DBClusterSnapshot, SnapshotInternals> of(
      String id, Row<DBCluster, ClusterInternals> cluster, List<Tag> tags) {
    DBCluster source = cluster.shown();
    DBClusterSnapshot shown =
        DBClusterSnapshot.builder()
            .dbClusterSnapshotIdentifier(id)
            .dbClusterSnapshotArn(RdsArn.clusterSnapshot(cluster.scope(), id).toString())
            .dbClusterIdentifier(source.dbClusterIdentifier())
            .dbClusterResourceId(source.dbClusterResourceId())
            .engine(source.engine())
            .engineMode(source.engineMode())
            .engineVersion(source.engineVersion())
            .allocatedStorage(source.allocatedStorage())
            .storageType(source.storageType())
            .masterUsername(source.masterUsername())
            .port(source.port())
            .availabilityZones(source.availabilityZones())
            .clusterCreateTime(source.clusterCreateTime())
            .licenseModel(NewMembers.license(source.engine()))
            .iamDatabaseAuthenticationEnabled(false)
            .snapshotType("manual")
            .snapshotCreateTime(clock.instant())
            .status(Status.CREATING)
            .percentProgress(0)
            .storageEncrypted(source.storageEncrypted())
            .kmsKeyId(source.kmsKeyId())
            .storageEncryptionType(source.storageEncryptionType())
            .tagList(Simulated.labelled(tags, Simulated.in(source.tagList())))
            .build();
    return new Row<>(
        cluster.scope(),
        id,
        shown,
        SnapshotInternals.ofNew(
            ids.storedSnapshot(), cluster.internal().volume(), source.databaseName()));
  }

  /** The row of a copy: it names its source, in the same region, too. */
  Row<DBClusterSnapshot, SnapshotInternals> copyOf(
      Row<DBClusterSnapshot, SnapshotInternals> source,
      Scope target,
      String id,
      StorageEncryption encryption,
      List<Tag> tags) {
    DBClusterSnapshot shown =
        source.shown().toBuilder()
            .dbClusterSnapshotIdentifier(id)
            .dbClusterSnapshotArn(RdsArn.clusterSnapshot(target, id).toString())
            .availabilityZones(target.region() + "a")
            .snapshotType("manual")
            .snapshotCreateTime(clock.instant())
            .status(Status.COPYING)
            .percentProgress(0)
            .storageEncrypted(encryption.underKmsKey())
            .kmsKeyId(encryption.kmsKeyArn())
            .storageEncryptionType(encryption.type())
            .sourceDBClusterSnapshotArn(source.shown().dbClusterSnapshotArn())
            .tagList(Simulated.labelled(tags, Simulated.in(source.shown().tagList())))
            .build();
    return new Row<>(
        target,
        id,
        shown,
        SnapshotInternals.ofNew(
            ids.storedSnapshot(), ids.volume(), source.internal().databaseName()));
  }
}
