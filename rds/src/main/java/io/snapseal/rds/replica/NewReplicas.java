package io.snapseal.rds.replica;

import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.ReplicaOf;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tags;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Endpoint;

/**
 * Makes the rows of new read replicas. Nothing is stored here. "RDS creates read replicas with
 * backups disabled. All other attributes are inherited from the source DB instance, except as
 * specified" (RDS API reference, {@code CreateDBInstanceReadReplica}); the port cannot be: the
 * source has it, on the same host.
 */
final class NewReplicas {
  private final Ids ids;

  NewReplicas(Ids ids) {
    this.ids = ids;
  }

  Row<DBInstance, InstanceInternals> of(
      Row<DBInstance, InstanceInternals> source,
      Scope scope,
      String id,
      CreateDbInstanceReadReplicaRequest request,
      @Nullable String keyArn) {
    DBInstance from = source.shown();
    DBInstance shown =
        from.toBuilder()
            .dbInstanceIdentifier(id)
            .dbInstanceArn(RdsArn.instance(scope, id).toString())
            .dbiResourceId(ids.instance())
            .dbInstanceStatus(Status.CREATING)
            .statusInfos(
                (Collection<software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo>) null)
            .endpoint((Endpoint) null)
            .instanceCreateTime(null)
            .latestRestorableTime(null)
            .dbInstancePort(request.port() == null ? 0 : request.port())
            .dbInstanceClass(given(request.dbInstanceClass(), from.dbInstanceClass()))
            .allocatedStorage(given(request.allocatedStorage(), from.allocatedStorage()))
            .storageType(given(request.storageType(), from.storageType()))
            .autoMinorVersionUpgrade(
                given(request.autoMinorVersionUpgrade(), from.autoMinorVersionUpgrade()))
            .copyTagsToSnapshot(Boolean.TRUE.equals(request.copyTagsToSnapshot()))
            .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
            .backupRetentionPeriod(0)
            .kmsKeyId(keyArn)
            .availabilityZone(scope.region() + "a")
            .readReplicaSourceDBInstanceIdentifier(ReplicaNames.shown(source, scope))
            .readReplicaDBInstanceIdentifiers((Collection<String>) null)
            .tagList(Tags.ofNew(request.tags()))
            .build();
    return new Row<>(
        scope,
        id,
        shown,
        InstanceInternals.ofNew(
                ids.volume(), null, source.internal().databaseName(), request.port())
            .withReplicaOf(new ReplicaOf(source.scope().region(), from.dbiResourceId())));
  }

  private static <T> @Nullable T given(@Nullable T value, @Nullable T inherited) {
    return value == null ? inherited : value;
  }
}
