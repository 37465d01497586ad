package io.snapseal.rds.instance;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.Password;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tags;
import io.snapseal.rds.resource.Windows;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;
import software.amazon.awssdk.services.rds.model.Tag;

/** Makes the rows of new instances. Nothing is stored here. */
public final class NewInstances {
  /** The class of an instance that is restored without one: the snapshot does not say. */
  public static final String RESTORED_CLASS = "db.t3.micro";

  /** How long automated backups are kept unless it is said (RDS API reference). */
  public static final int DEFAULT_RETENTION_DAYS = 1;

  private final Ids ids;
  private final SecureRandom random;

  public NewInstances(Ids ids, SecureRandom random) {
    this.ids = ids;
    this.random = random;
  }

  /** The row of an instance made from nothing. */
  Row<DBInstance, InstanceInternals> created(
      Scope scope,
      String id,
      CreateDbInstanceRequest request,
      DatabaseEngine engine,
      @Nullable String keyArn) {
    Windows windows =
        Windows.of(
            scope.region(),
            request.preferredBackupWindow(),
            request.preferredMaintenanceWindow(),
            random);
    DBInstance shown =
        base(
                scope,
                id,
                engine.name(),
                engine.version(),
                keyArn,
                Simulated.labelled(Tags.ofNew(request.tags()), engine.simulated()))
            .dbInstanceClass(request.dbInstanceClass())
            .allocatedStorage(request.allocatedStorage())
            .storageType(request.storageType() == null ? "gp2" : request.storageType())
            .masterUsername(request.masterUsername())
            .dbName(databaseName(request))
            .dbInstancePort(request.port() == null ? 0 : request.port())
            .copyTagsToSnapshot(Boolean.TRUE.equals(request.copyTagsToSnapshot()))
            .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
            .autoMinorVersionUpgrade(!Boolean.FALSE.equals(request.autoMinorVersionUpgrade()))
            .preferredMaintenanceWindow(windows.maintenance().toString())
            .preferredBackupWindow(windows.backup().toString())
            .backupRetentionPeriod(
                request.backupRetentionPeriod() == null
                    ? DEFAULT_RETENTION_DAYS
                    : request.backupRetentionPeriod())
            .licenseModel(licenseModel(engine.name()))
            .build();
    return new Row<>(
        scope,
        id,
        shown,
        InstanceInternals.ofNew(
            ids.volume(),
            verifier(engine, request.masterUserPassword()),
            databaseName(request),
            request.port()));
  }

  /** The row of an instance restored from a snapshot: engine, user and key are the snapshot's. */
  public Row<DBInstance, InstanceInternals> restored(
      Scope scope,
      String id,
      RestoreDbInstanceFromDbSnapshotRequest request,
      Row<DBSnapshot, SnapshotInternals> snapshot,
      int retentionDays) {
    DBSnapshot source = snapshot.shown();
    Windows windows = Windows.of(scope.region(), request.preferredBackupWindow(), null, random);
    DBInstance shown =
        base(
                scope,
                id,
                source.engine(),
                source.engineVersion(),
                source.kmsKeyId(),
                Simulated.labelled(Tags.ofNew(request.tags()), Simulated.is(source)))
            .dbInstanceClass(
                request.dbInstanceClass() == null ? RESTORED_CLASS : request.dbInstanceClass())
            .allocatedStorage(source.allocatedStorage())
            .storageType(
                request.storageType() == null ? source.storageType() : request.storageType())
            .masterUsername(source.masterUsername())
            .dbName(snapshot.internal().databaseName())
            .dbInstancePort(request.port() == null ? 0 : request.port())
            .copyTagsToSnapshot(Boolean.TRUE.equals(request.copyTagsToSnapshot()))
            .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
            .autoMinorVersionUpgrade(!Boolean.FALSE.equals(request.autoMinorVersionUpgrade()))
            .preferredMaintenanceWindow(windows.maintenance().toString())
            .preferredBackupWindow(windows.backup().toString())
            .backupRetentionPeriod(retentionDays)
            .licenseModel(source.licenseModel())
            .build();
    return new Row<>(
        scope,
        id,
        shown,
        InstanceInternals.ofNew(
            ids.volume(), null, snapshot.internal().databaseName(), request.port()));
  }

  private DBInstance.Builder base(
      Scope scope,
      String id,
      String engine,
      String version,
      @Nullable String keyArn,
      List<Tag> tags) {
    return DBInstance.builder()
        .dbInstanceIdentifier(id)
        .dbInstanceArn(RdsArn.instance(scope, id).toString())
        .dbiResourceId(ids.instance())
        .dbInstanceStatus(Status.CREATING)
        .engine(engine)
        .engineVersion(version)
        .storageEncrypted(keyArn != null)
        .kmsKeyId(keyArn)
        .storageEncryptionType(
            keyArn == null ? StorageEncryptionType.NONE : StorageEncryptionType.SSE_KMS)
        .multiAZ(false)
        .publiclyAccessible(false)
        .iamDatabaseAuthenticationEnabled(false)
        .availabilityZone(scope.region() + "a")
        .caCertificateIdentifier("none")
        .tagList(tags);
  }

  static String verifier(DatabaseEngine engine, String password) {
    try (Password secret = Password.of(password.toCharArray())) {
      return engine.verifier(secret);
    }
  }

  /** An empty name is none. */
  private static @Nullable String databaseName(CreateDbInstanceRequest request) {
    String name = request.dbName();
    return name == null || name.isEmpty() ? null : name;
  }

  private static String licenseModel(String engine) {
    return engine.equals("postgres") ? "postgresql-license" : "general-public-license";
  }
}
