package io.snapseal.rds.replica;

import io.snapseal.iam.Caller;
import io.snapseal.rds.group.InstanceGroups;
import io.snapseal.rds.instance.InstanceRequest;
import io.snapseal.rds.instance.Instances;
import io.snapseal.rds.instance.NewInstances;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.resource.Windows;
import io.snapseal.rds.storage.EncryptionSupport;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;

/** CreateDBInstanceReadReplica and PromoteReadReplica. */
public final class ReadReplicas {
  private final StateStore state;
  private final WorkList work;
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final EncryptionSupport encryption;
  private final Instances instances;
  private final NewReplicas newReplicas;
  private final Set<String> regions;

  /**
   * @param regions this server's: a source is in one of them
   */
  public ReadReplicas(
      StateStore state,
      WorkList work,
      StorageKeys keys,
      StorageGrants grants,
      EncryptionSupport encryption,
      Instances instances,
      Ids ids,
      Set<String> regions) {
    this.state = state;
    this.work = work;
    this.keys = keys;
    this.grants = grants;
    this.encryption = encryption;
    this.instances = instances;
    this.newReplicas = new NewReplicas(ids);
    this.regions = Set.copyOf(regions);
  }

  public DBInstance create(Caller caller, CreateDbInstanceReadReplicaRequest request) {
    Scope scope = new Scope(caller.account(), caller.region());
    String id = Identifiers.newInstance(request.dbInstanceIdentifier());
    RdsArn arn =
        ReplicaSources.named(
            caller,
            RdsFaults.required(request.sourceDBInstanceIdentifier(), "SourceDBInstanceIdentifier"),
            regions);
    Row<DBInstance, InstanceInternals> source =
        state.read(handle -> ReplicaSources.usable(handle, arn));
    requireValid(request, source.shown());
    String key = key(caller, source, request.kmsKeyId()).orElse(null);
    Row<DBInstance, InstanceInternals> row =
        instances.inGroups(
            newReplicas.of(source, scope, id, request, key),
            new InstanceGroups.Named(
                parameterGroup(request, scope, source),
                request.optionGroupName(),
                request.dbSubnetGroupName(),
                request.vpcSecurityGroupIds()));
    Task task = Task.of(Tables.INSTANCES.kind(), scope, id, Tasks.REPLICATE, "");
    return instances.insertGranted(
        caller,
        row,
        "Specified",
        granted -> state.change(handle -> insert(handle, arn, source, granted, task)));
  }

  /** Without a name it is the source's, in the same region (RDS API reference). */
  private static @Nullable String parameterGroup(
      CreateDbInstanceReadReplicaRequest request,
      Scope own,
      Row<DBInstance, InstanceInternals> source) {
    return request.dbParameterGroupName() != null || !source.scope().equals(own)
        ? request.dbParameterGroupName()
        : source.shown().dbParameterGroups().stream()
            .map(DBParameterGroupStatus::dbParameterGroupName)
            .findFirst()
            .orElse(null);
  }

  private static void requireValid(CreateDbInstanceReadReplicaRequest request, DBInstance source) {
    if (request.dbInstanceClass() != null) {
      InstanceRequest.requireClass(request.dbInstanceClass());
    }
    InstanceRequest.requirePort(request.port());
    Integer storage = request.allocatedStorage();
    if (storage != null && storage < source.allocatedStorage()) {
      throw RdsFaults.invalidValue(
          "Invalid storage size %d: the source DB instance has %d GiB."
              .formatted(storage, source.allocatedStorage()));
    }
  }

  /**
   * Since it was looked at, the source's name may have been given to another instance, or another
   * replica may have been made of it.
   */
  private void insert(
      Handle handle,
      RdsArn arn,
      Row<DBInstance, InstanceInternals> seen,
      Row<DBInstance, InstanceInternals> replica,
      Task task) {
    Row<DBInstance, InstanceInternals> now = ReplicaSources.usable(handle, arn);
    if (!now.shown().dbiResourceId().equals(seen.shown().dbiResourceId())) {
      throw RdsFaults.instanceState("The source DB instance " + seen.id() + " was replaced.");
    }
    instances.insert(handle, replica, task);
    ReplicaNames.list(handle, now);
  }

  /** The source's key is asked for, too: what it no longer opens must not be copied. */
  private Optional<String> key(
      Caller caller, Row<DBInstance, InstanceInternals> source, @Nullable String given) {
    String sourceKey = source.shown().kmsKeyId();
    boolean sameRegion = source.scope().region().equals(caller.region());
    Optional<String> wanted = ReplicaEncryption.key(sourceKey, sameRegion, given);
    if (wanted.isEmpty()) {
      return wanted;
    }
    encryption.require();
    Caller atSource = caller.in(source.scope().region());
    keys.usable(atSource, sourceKey, "source");
    grants.requireMay(atSource, sourceKey, source.shown().dbiResourceId(), "source");
    String used = keys.usable(caller, wanted.get(), "Specified");
    ReplicaEncryption.requireSame(sourceKey, sameRegion, used);
    return Optional.of(used);
  }

  /** An instance of its own has automated backups, for a day if it is not said. */
  private static Row<DBInstance, InstanceInternals> backedUp(
      Row<DBInstance, InstanceInternals> replica, PromoteReadReplicaRequest request) {
    DBInstance.Builder shown =
        replica.shown().toBuilder()
            .backupRetentionPeriod(
                request.backupRetentionPeriod() == null
                    ? NewInstances.DEFAULT_RETENTION_DAYS
                    : request.backupRetentionPeriod());
    if (request.preferredBackupWindow() != null) {
      shown.preferredBackupWindow(request.preferredBackupWindow());
    }
    DBInstance changed = shown.build();
    Windows.requireValid(changed.preferredBackupWindow(), changed.preferredMaintenanceWindow());
    return replica.show(changed);
  }

  public DBInstance promote(Caller caller, PromoteReadReplicaRequest request) {
    InstanceRequest.requireRetention(request.backupRetentionPeriod());
    return state.write(
        handle -> {
          Row<DBInstance, InstanceInternals> row =
              Instances.named(handle, caller, request.dbInstanceIdentifier());
          if (row.internal().replicaOf() == null) {
            throw RdsFaults.instanceState("DB Instance is not a read replica.");
          }
          if (!row.shown().dbInstanceStatus().equals(Status.AVAILABLE)) {
            throw RdsFaults.instanceState(
                "Instance %s is in the status %s: it must be available."
                    .formatted(row.id(), row.shown().dbInstanceStatus()));
          }
          return ReplicaTasks.promoting(handle, work, backedUp(row, request)).shown();
        });
  }
}
