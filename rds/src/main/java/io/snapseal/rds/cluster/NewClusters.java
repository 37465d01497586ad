package io.snapseal.rds.cluster;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.Password;
import io.snapseal.rds.group.Families;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tags;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.List;
import software.amazon.awssdk.services.rds.model.ActivityStreamStatus;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** Makes the rows of new clusters. Nothing is stored here. */
public final class NewClusters {
  /** What Aurora shows of a volume that grows by itself. */
  private static final int SHOWN_GIB = 1;

  private static final int LEAST_RETENTION_DAYS = 1;

  private final Ids ids;

  public NewClusters(Ids ids) {
    this.ids = ids;
  }

  /** The row of a cluster made from nothing. */
  Row<DBCluster, ClusterInternals> created(
      Scope scope,
      String id,
      CreateDbClusterRequest request,
      DatabaseEngine engine,
      StorageEncryption encryption) {
    DBCluster shown =
        base(
                scope,
                id,
                request.engine(),
                engine.version(),
                encryption,
                Simulated.labelled(Tags.ofNew(request.tags()), engine.simulated()))
            .masterUsername(request.masterUsername())
            .databaseName(request.databaseName())
            .storageType(request.storageType() == null ? "aurora" : request.storageType())
            .copyTagsToSnapshot(Boolean.TRUE.equals(request.copyTagsToSnapshot()))
            .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
            .preferredBackupWindow(request.preferredBackupWindow())
            .preferredMaintenanceWindow(request.preferredMaintenanceWindow())
            .build();
    return new Row<>(
        scope,
        id,
        shown,
        ClusterInternals.ofNew(
            ids.volume(), verifier(engine, request.masterUserPassword()), request.port()));
  }

  /**
   * The row of a cluster restored from a snapshot: engine, user and databases are the snapshot's.
   */
  Row<DBCluster, ClusterInternals> restored(
      Scope scope,
      String id,
      RestoreDbClusterFromSnapshotRequest request,
      Row<DBClusterSnapshot, SnapshotInternals> snapshot,
      StorageEncryption encryption) {
    DBClusterSnapshot source = snapshot.shown();
    DBCluster shown =
        base(
                scope,
                id,
                source.engine(),
                source.engineVersion(),
                encryption,
                Simulated.labelled(Tags.ofNew(request.tags()), Simulated.in(source.tagList())))
            .masterUsername(source.masterUsername())
            .databaseName(snapshot.internal().databaseName())
            .storageType(
                request.storageType() == null ? source.storageType() : request.storageType())
            .copyTagsToSnapshot(Boolean.TRUE.equals(request.copyTagsToSnapshot()))
            .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
            .preferredBackupWindow(request.preferredBackupWindow())
            .build();
    return new Row<>(scope, id, shown, ClusterInternals.ofNew(ids.volume(), null, request.port()));
  }

  private DBCluster.Builder base(
      Scope scope,
      String id,
      String engine,
      String version,
      StorageEncryption encryption,
      List<Tag> tags) {
    return DBCluster.builder()
        .dbClusterIdentifier(id)
        .dbClusterArn(RdsArn.cluster(scope, id).toString())
        .dbClusterResourceId(ids.cluster())
        .status(Status.CREATING)
        .engine(engine)
        .engineVersion(version)
        .engineMode("provisioned")
        .storageEncrypted(encryption.underKmsKey())
        .kmsKeyId(encryption.kmsKeyArn())
        .storageEncryptionType(encryption.type())
        .allocatedStorage(SHOWN_GIB)
        .backupRetentionPeriod(LEAST_RETENTION_DAYS)
        .dbClusterMembers(List.of())
        .dbClusterParameterGroup(Families.defaultGroup(Families.of(engine, version)))
        .availabilityZones(scope.region() + "a")
        .multiAZ(false)
        .iamDatabaseAuthenticationEnabled(false)
        .httpEndpointEnabled(false)
        .crossAccountClone(false)
        .activityStreamStatus(ActivityStreamStatus.STOPPED)
        .networkType("IPV4")
        .tagList(tags);
  }

  static String verifier(DatabaseEngine engine, String password) {
    try (Password secret = Password.of(password.toCharArray())) {
      return engine.verifier(secret);
    }
  }
}
