package io.snapseal.rds;

import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/** DB instances and DB snapshots. */
final class InstanceDatabases implements Databases {
  @Override
  public void create(
      RdsClient rds, String engine, String id, @Nullable Boolean encrypted, @Nullable String key) {
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier(id)
                .engine(engine)
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername(USER)
                .masterUserPassword(PASSWORD)
                .dbName("shop")
                .storageEncrypted(encrypted)
                .kmsKeyId(key));
  }

  @Override
  public Shown database(RdsClient rds, String id) {
    DBInstance shown =
        rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().get(0);
    return new Shown(
        shown.dbInstanceArn(),
        shown.dbInstanceStatus(),
        shown.storageEncrypted(),
        new StorageEncryption(shown.storageEncryptionType(), shown.kmsKeyId()),
        shown.dbiResourceId(),
        shown.endpoint() == null ? null : shown.endpoint().port());
  }

  @Override
  public void take(RdsClient rds, String database, String id) {
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier(database).dbSnapshotIdentifier(id));
  }

  @Override
  public Shown snapshot(RdsClient rds, String id) {
    DBSnapshot shown =
        rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().get(0);
    return new Shown(
        shown.dbSnapshotArn(),
        shown.status(),
        shown.encrypted(),
        new StorageEncryption(shown.storageEncryptionType(), shown.kmsKeyId()),
        shown.dbiResourceId(),
        null);
  }

  @Override
  public void copy(RdsClient rds, String source, String id, @Nullable String key) {
    rds.copyDBSnapshot(
        r -> r.sourceDBSnapshotIdentifier(source).targetDBSnapshotIdentifier(id).kmsKeyId(key));
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
      RdsClient rds, String id, Consumer<ModifyDbSnapshotAttributeRequest.Builder> change) {
    rds.modifyDBSnapshotAttribute(
        r -> change.accept(r.dbSnapshotIdentifier(id).attributeName("restore")));
  }

  @Override
  public List<String> sharedWith(RdsClient rds, String id) {
    return rds.describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier(id))
        .dbSnapshotAttributesResult()
        .dbSnapshotAttributes()
        .get(0)
        .attributeValues();
  }

  @Override
  public boolean restoresUnderKeys() {
    return RestoreDbInstanceFromDbSnapshotRequest.builder().sdkFields().stream()
        .anyMatch(field -> field.memberName().equals("KmsKeyId"));
  }

  @Override
  public void restore(
      RdsClient rds, String engine, String snapshot, String id, @Nullable String key) {
    rds.restoreDBInstanceFromDBSnapshot(
        r -> r.dbInstanceIdentifier(id).dbSnapshotIdentifier(snapshot).backupRetentionPeriod(0));
  }

  @Override
  public List<String> automated(RdsClient rds, String database) {
    return rds
        .describeDBSnapshots(r -> r.dbInstanceIdentifier(database).snapshotType("automated"))
        .dbSnapshots()
        .stream()
        .map(DBSnapshot::dbSnapshotIdentifier)
        .toList();
  }

  @Override
  public void deleteSnapshot(RdsClient rds, String id) {
    rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier(id));
  }

  @Override
  public void delete(RdsClient rds, String id, @Nullable Boolean skipFinal) {
    rds.deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(skipFinal));
  }

  @Override
  public Row<DBSnapshot, SnapshotInternals> stored(Handle handle, Scope scope, String id) {
    return Tables.snapshot(handle, scope, id);
  }
}
