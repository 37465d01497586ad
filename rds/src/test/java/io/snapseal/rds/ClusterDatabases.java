package io.snapseal.rds;

import io.snapseal.rds.cluster.ClusterSnapshotKind;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterSnapshotAttributeRequest;

/** DB clusters and DB cluster snapshots. */
final class ClusterDatabases implements Databases {
  @Override
  public void create(
      RdsClient rds, String engine, String id, @Nullable Boolean encrypted, @Nullable String key) {
    rds.createDBCluster(
        r ->
            r.dbClusterIdentifier(id)
                .engine(engine)
                .masterUsername(USER)
                .masterUserPassword(PASSWORD)
                .databaseName("shop")
                .storageEncrypted(encrypted)
                .kmsKeyId(key));
  }

  @Override
  public Shown database(RdsClient rds, String id) {
    DBCluster shown = ClusterFixture.cluster(rds, id);
    return new Shown(
        shown.dbClusterArn(),
        shown.status(),
        shown.storageEncrypted(),
        new StorageEncryption(shown.storageEncryptionType(), shown.kmsKeyId()),
        shown.dbClusterResourceId(),
        shown.port());
  }

  @Override
  public void take(RdsClient rds, String database, String id) {
    rds.createDBClusterSnapshot(
        r -> r.dbClusterIdentifier(database).dbClusterSnapshotIdentifier(id));
  }

  @Override
  public Shown snapshot(RdsClient rds, String id) {
    DBClusterSnapshot shown = ClusterFixture.snapshot(rds, id);
    return new Shown(
        shown.dbClusterSnapshotArn(),
        shown.status(),
        shown.storageEncrypted(),
        new StorageEncryption(shown.storageEncryptionType(), shown.kmsKeyId()),
        shown.dbClusterResourceId(),
        null);
  }

  @Override
  public void copy(RdsClient rds, String source, String id, @Nullable String key) {
    rds.copyDBClusterSnapshot(
        r ->
            r.sourceDBClusterSnapshotIdentifier(source)
                .targetDBClusterSnapshotIdentifier(id)
                .kmsKeyId(key));
  }

  @Override
  public void share(RdsClient rds, String id, String account) {
    modify(rds, id, r -> r.valuesToAdd(account));
  }

  @Override
  public void unshare(RdsClient rds, String id, String account) {
    modify(rds, id, r -> r.valuesToRemove(account));
  }

  private static void modify(
      RdsClient rds, String id, Consumer<ModifyDbClusterSnapshotAttributeRequest.Builder> change) {
    rds.modifyDBClusterSnapshotAttribute(
        r -> change.accept(r.dbClusterSnapshotIdentifier(id).attributeName("restore")));
  }

  @Override
  public List<String> sharedWith(RdsClient rds, String id) {
    return rds.describeDBClusterSnapshotAttributes(r -> r.dbClusterSnapshotIdentifier(id))
        .dbClusterSnapshotAttributesResult()
        .dbClusterSnapshotAttributes()
        .get(0)
        .attributeValues();
  }

  @Override
  public boolean restoresUnderKeys() {
    return true;
  }

  @Override
  public void restore(
      RdsClient rds, String engine, String snapshot, String id, @Nullable String key) {
    rds.restoreDBClusterFromSnapshot(
        r -> r.snapshotIdentifier(snapshot).dbClusterIdentifier(id).engine(engine).kmsKeyId(key));
  }

  @Override
  public List<String> automated(RdsClient rds, String database) {
    return rds
        .describeDBClusterSnapshots(r -> r.dbClusterIdentifier(database).snapshotType("automated"))
        .dbClusterSnapshots()
        .stream()
        .map(DBClusterSnapshot::dbClusterSnapshotIdentifier)
        .toList();
  }

  @Override
  public void deleteSnapshot(RdsClient rds, String id) {
    rds.deleteDBClusterSnapshot(r -> r.dbClusterSnapshotIdentifier(id));
  }

  @Override
  public void delete(RdsClient rds, String id, @Nullable Boolean skipFinal) {
    rds.deleteDBCluster(r -> r.dbClusterIdentifier(id).skipFinalSnapshot(skipFinal));
  }

  @Override
  public Row<DBClusterSnapshot, SnapshotInternals> stored(Handle handle, Scope scope, String id) {
    return ClusterSnapshotKind.KIND.row(handle, scope, id);
  }
}
