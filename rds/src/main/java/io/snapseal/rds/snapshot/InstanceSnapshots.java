package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.state.ResourceTable;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** DB snapshots: those of instances. */
public enum InstanceSnapshots implements SnapshotKind<DBSnapshot> {
  KIND;

  @Override
  public ResourceTable<DBSnapshot, SnapshotInternals> table() {
    return Tables.SNAPSHOTS;
  }

  @Override
  public String arnType() {
    return RdsArn.SNAPSHOT;
  }

  @Override
  public SnapshotFacts facts(DBSnapshot shown) {
    return new SnapshotFacts(
        shown.dbSnapshotArn(),
        shown.status(),
        shown.snapshotType(),
        StorageEncryption.under(shown.kmsKeyId()),
        shown.dbiResourceId(),
        shown.snapshotCreateTime());
  }

  @Override
  public List<Tag> tags(DBSnapshot shown) {
    return shown.tagList();
  }

  @Override
  public DBSnapshot withStatus(DBSnapshot shown, String status) {
    return shown.toBuilder().status(status).build();
  }

  @Override
  public DBSnapshot withProgress(DBSnapshot shown, int percent) {
    return shown.toBuilder().percentProgress(percent).build();
  }

  @Override
  public DBSnapshot foreign(DBSnapshot shown, String type) {
    return shown.toBuilder()
        .dbSnapshotIdentifier(shown.dbSnapshotArn())
        .snapshotType(type)
        .tagList(Simulated.labelOnly(shown.tagList()))
        .build();
  }

  @Override
  public RuntimeException notFound(String id) {
    return RdsFaults.snapshotNotFound(id);
  }

  @Override
  public RuntimeException exists(String id) {
    return RdsFaults.snapshotExists(id);
  }

  @Override
  public RuntimeException state(String message) {
    return RdsFaults.snapshotState(message);
  }
}
