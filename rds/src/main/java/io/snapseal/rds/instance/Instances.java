package io.snapseal.rds.instance;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.iam.Caller;
import io.snapseal.rds.group.InstanceGroups;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.EncryptionSupport;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;

/** DB instances: what a request asks for becomes a row and a task, in one transaction. */
public final class Instances {
  private static final Filters<DBInstance> FILTERS =
      new Filters<>(
          Map.of(
              "db-instance-id", item -> List.of(item.dbInstanceIdentifier(), item.dbInstanceArn()),
              "dbi-resource-id", item -> List.of(item.dbiResourceId()),
              "engine", item -> List.of(item.engine()),
              "db-cluster-id",
                  item ->
                      item.dbClusterIdentifier() == null
                          ? List.of()
                          : List.of(item.dbClusterIdentifier()),
              "domain", item -> List.of()),
          Map.of(
              "db-instance-id", "DBInstanceIdentifier",
              "dbi-resource-id", "DbiResourceId",
              "engine", "Engine",
              "db-cluster-id", "DBClusterIdentifier"));

  /** What a final snapshot can be taken of: also what is stopped. */
  private static final Set<String> SNAPSHOT_FROM = Set.of(Status.AVAILABLE, Status.STOPPED);

  private final StateStore state;
  private final WorkList work;
  private final StorageKeys keys;
  private final Engines engines;
  private final NewInstances newInstances;
  private final FinalSnapshots finalSnapshots;
  private final EncryptionSupport encryption;
  private final StorageGrants grants;
  private final Quotas quotas;
  private final InstanceGroups groups;

  public Instances(
      StateStore state,
      WorkList work,
      StorageKeys keys,
      Engines engines,
      NewInstances newInstances,
      FinalSnapshots finalSnapshots,
      EncryptionSupport encryption,
      StorageGrants grants,
      Quotas quotas,
      InstanceGroups groups) {
    this.state = state;
    this.work = work;
    this.keys = keys;
    this.engines = engines;
    this.newInstances = newInstances;
    this.finalSnapshots = finalSnapshots;
    this.encryption = encryption;
    this.grants = grants;
    this.quotas = quotas;
    this.groups = groups;
  }

  public DBInstance create(Caller caller, CreateDbInstanceRequest request) {
    String id = Identifiers.newInstance(request.dbInstanceIdentifier());
    DatabaseEngine engine = engines.named(request.engine(), request.engineVersion());
    InstanceRequest.requireValid(request);
    Scope scope = scope(caller);
    Row<DBInstance, InstanceInternals> row =
        inGroups(
            newInstances.created(scope, id, request, engine, keyOf(caller, request, engine)),
            new InstanceGroups.Named(
                request.dbParameterGroupName(),
                request.optionGroupName(),
                request.dbSubnetGroupName(),
                request.vpcSecurityGroupIds()));
    Task task = Task.of(Tables.INSTANCES.kind(), scope, id, Tasks.CREATE, "");
    return insertGranted(caller, row, "Specified", granted -> insertIn(granted, task));
  }

  /** A new instance's row with the groups that a request names, or the default ones. */
  public Row<DBInstance, InstanceInternals> inGroups(
      Row<DBInstance, InstanceInternals> row, InstanceGroups.Named named) {
    return groups.in(row, named);
  }

  private void insertIn(Row<DBInstance, InstanceInternals> row, Task task) {
    state.change(handle -> insert(handle, row, task));
  }

  /**
   * Stores a new instance, with the grant on its key if it is encrypted; without the instance there
   * is no grant.
   */
  public DBInstance insertGranted(
      Caller caller,
      Row<DBInstance, InstanceInternals> row,
      String which,
      Consumer<Row<DBInstance, InstanceInternals>> insert) {
    String id = row.shown().dbiResourceId();
    return grants.storing(
        caller,
        row.shown().kmsKeyId(),
        id,
        id,
        which,
        grant -> {
          insert.accept(row.keep(row.internal().withGrant(grant)));
          return row.shown();
        });
  }

  /** Stores a new instance with the task that makes it. */
  public void insert(Handle handle, Row<DBInstance, InstanceInternals> row, Task task) {
    if (Tables.INSTANCES.find(handle, row.scope(), row.id()).isPresent()) {
      throw RdsFaults.instanceExists();
    }
    quotas.require(handle, row.scope(), Quota.DB_INSTANCES);
    groups.require(handle, row);
    Tables.INSTANCES.insert(handle, row);
    work.add(handle, task);
  }

  public DescribeDbInstancesResponse describe(Caller caller, DescribeDbInstancesRequest request) {
    Predicate<DBInstance> wanted = FILTERS.of(request.filters());
    int size = Lists.size(request.maxRecords());
    String after = Pages.after(request.marker());
    String id = request.dbInstanceIdentifier();
    List<DBInstance> found =
        state.read(
            handle ->
                id == null
                    ? Pages.first(
                        handle,
                        Tables.INSTANCES,
                        FILTERS.narrowed(
                            Seek.in(scope(caller), after, size + 1), request.filters()),
                        row -> Optional.of(row.shown()).filter(wanted),
                        size + 1)
                    : Stream.of(described(handle, caller, id).shown()).filter(wanted).toList());
    Page<DBInstance> page = Page.found(found, DBInstance::dbInstanceIdentifier, size);
    return DescribeDbInstancesResponse.builder()
        .dbInstances(page.items())
        .marker(page.next())
        .build();
  }

  public DBInstance delete(Caller caller, DeleteDbInstanceRequest request) {
    boolean skipFinal = Boolean.TRUE.equals(request.skipFinalSnapshot());
    requireFinalSnapshotRule(skipFinal, request.finalDBSnapshotIdentifier());
    return state.write(
        handle -> {
          Row<DBInstance, InstanceInternals> row =
              named(handle, caller, request.dbInstanceIdentifier());
          requireDeletable(row, skipFinal);
          requireNoFinalSnapshotOfReplica(row, skipFinal);
          if (!skipFinal) {
            finalSnapshots.add(handle, row, request.finalDBSnapshotIdentifier());
            startForSnapshot(handle, row);
          }
          boolean keeps = Boolean.FALSE.equals(request.deleteAutomatedBackups());
          return deleting(
              handle, row.keep(row.internal().at(row.internal().life().keepingBackups(keeps))));
        });
  }

  private DBInstance deleting(Handle handle, Row<DBInstance, InstanceInternals> row) {
    DBInstance shown = row.shown().toBuilder().dbInstanceStatus(Status.DELETING).build();
    Tables.INSTANCES.update(handle, row.show(shown));
    work.add(handle, Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), Tasks.DELETE, ""));
    return shown;
  }

  /** One that is stopped is started once more, for its final snapshot. */
  private void startForSnapshot(Handle handle, Row<DBInstance, InstanceInternals> row) {
    if (row.shown().dbInstanceStatus().equals(Status.STOPPED)) {
      work.add(
          handle, Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), InstanceTasks.START, ""));
    }
  }

  /** Whether a final snapshot is taken must be said, one way. */
  public static void requireFinalSnapshotRule(boolean skipFinal, @Nullable String finalId) {
    if (!skipFinal && finalId == null) {
      throw RdsFaults.invalidCombination(
          "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
    }
    if (skipFinal && finalId != null) {
      throw RdsFaults.invalidCombination(
          "FinalDBSnapshotIdentifier cannot be specified when SkipFinalSnapshot is enabled.");
    }
  }

  /** RDS API reference, {@code DeleteDBInstance}, {@code FinalDBSnapshotIdentifier}. */
  private static void requireNoFinalSnapshotOfReplica(
      Row<DBInstance, InstanceInternals> row, boolean skipFinal) {
    if (!skipFinal && row.internal().replicaOf() != null) {
      throw RdsFaults.invalidCombination(
          "FinalDBSnapshotIdentifier can not be specified when deleting a replica instance");
    }
  }

  private static void requireDeletable(Row<DBInstance, InstanceInternals> row, boolean skipFinal) {
    String status = row.shown().dbInstanceStatus();
    if (Boolean.TRUE.equals(row.shown().deletionProtection())) {
      throw RdsFaults.invalidCombination(
          "Cannot delete protected DB Instance, please disable deletion protection and try again.");
    }
    if (status.equals(Status.DELETING) || status.equals(Status.CREATING)) {
      throw RdsFaults.instanceState("Instance " + row.id() + " is already being " + status + ".");
    }
    if (status.equals(Status.BACKING_UP) || (!skipFinal && !SNAPSHOT_FROM.contains(status))) {
      throw RdsFaults.instanceState(
          "Instance %s is in the status %s: it must be available.".formatted(row.id(), status));
    }
  }

  /**
   * An instance that the caller names by identifier or by ARN, to do something to it. What is done
   * to members of DB clusters is done to their clusters.
   */
  public static Row<DBInstance, InstanceInternals> named(
      Handle handle, Caller caller, @Nullable String name) {
    Row<DBInstance, InstanceInternals> row = described(handle, caller, name);
    if (row.shown().dbClusterIdentifier() != null) {
      throw RdsFaults.invalidValue(
          "The specified instance %s is a member of the DB cluster %s. Do this to the cluster instead."
              .formatted(row.id(), row.shown().dbClusterIdentifier()));
    }
    return row;
  }

  /** {@link #named}, a member of a DB cluster or not. */
  public static Row<DBInstance, InstanceInternals> described(
      Handle handle, Caller caller, @Nullable String name) {
    String given = RdsFaults.required(name, "DBInstanceIdentifier");
    Scope scope = scope(caller);
    return Tables.instance(
        handle,
        scope,
        RdsArn.parse(given)
            .filter(arn -> arn.type().equals(RdsArn.INSTANCE) && arn.scope().equals(scope))
            .map(RdsArn::id)
            .orElse(given));
  }

  private @Nullable String keyOf(
      Caller caller, CreateDbInstanceRequest request, DatabaseEngine engine) {
    boolean encrypted =
        Boolean.TRUE.equals(request.storageEncrypted()) || request.kmsKeyId() != null;
    if (!encrypted) {
      return null;
    }
    if (!engine.simulated()) {
      encryption.require();
    }
    String key = request.kmsKeyId() == null ? StorageKeys.DEFAULT : request.kmsKeyId();
    return keys.usable(caller, key, "Specified");
  }

  private static Scope scope(Caller caller) {
    return new Scope(caller.account(), caller.region());
  }
}
