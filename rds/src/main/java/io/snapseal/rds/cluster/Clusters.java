package io.snapseal.rds.cluster;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.iam.Caller;
import io.snapseal.rds.instance.InstanceRequest;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.storage.EncryptionSupport;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.WorkList;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** CreateDBCluster: what a request asks for becomes a row and a task, in one transaction. */
public final class Clusters {
  private final StateStore state;
  private final WorkList work;
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final ClusterEngines engines;
  private final NewClusters newClusters;
  private final EncryptionSupport encryptionSupport;
  private final Quotas quotas;

  Clusters(
      StateStore state,
      WorkList work,
      StorageKeys keys,
      StorageGrants grants,
      ClusterEngines engines,
      NewClusters newClusters,
      EncryptionSupport encryptionSupport,
      Quotas quotas) {
    this.state = state;
    this.work = work;
    this.keys = keys;
    this.grants = grants;
    this.engines = engines;
    this.newClusters = newClusters;
    this.encryptionSupport = encryptionSupport;
    this.quotas = quotas;
  }

  public DBCluster create(Caller caller, CreateDbClusterRequest request) {
    String id = Identifiers.newCluster(request.dbClusterIdentifier());
    DatabaseEngine engine = engines.named(request.engine(), request.engineVersion());
    InstanceRequest.requireNames(
        request.engine(),
        request.masterUsername(),
        request.masterUserPassword(),
        request.databaseName());
    InstanceRequest.requirePort(request.port());
    StorageEncryption encryption = encryptionOf(caller, request, engine);
    Row<DBCluster, ClusterInternals> row =
        newClusters.created(caller.scope(), id, request, engine, encryption);
    return insertGranted(
        caller, row, "Specified", (handle, granted) -> insert(handle, granted, Tasks.CREATE, ""));
  }

  /** Stores a new cluster's row, in the transaction of the handle. */
  @FunctionalInterface
  interface Inserting {
    void insert(Handle handle, Row<DBCluster, ClusterInternals> granted);
  }

  /** Stores a new cluster, with the grant on its key if it has one that an account sees. */
  DBCluster insertGranted(
      Caller caller, Row<DBCluster, ClusterInternals> row, String which, Inserting inserting) {
    String resourceId = row.shown().dbClusterResourceId();
    return grants.storing(
        caller,
        row.shown().kmsKeyId(),
        resourceId,
        resourceId,
        which,
        grant -> {
          Row<DBCluster, ClusterInternals> granted = row.keep(row.internal().withGrant(grant));
          state.change(handle -> inserting.insert(handle, granted));
          return row.shown();
        });
  }

  void insert(Handle handle, Row<DBCluster, ClusterInternals> row, String task, String detail) {
    ClusterRows.requireFree(handle, row);
    quotas.require(handle, row.scope(), Quota.DB_CLUSTERS);
    ClusterRows.insert(handle, work, row, task, detail);
  }

  /**
   * Whoever names no key and does not say that there is to be none has an AWS owned one, as every
   * Aurora cluster since February 2026. Who says so explicitly gets what AWS made before: without
   * such clusters nothing could be shown of how they are sealed.
   */
  private StorageEncryption encryptionOf(
      Caller caller, CreateDbClusterRequest request, DatabaseEngine engine) {
    if (Boolean.FALSE.equals(request.storageEncrypted())) {
      requireNoKey(request);
      return StorageEncryption.NONE;
    }
    if (!engine.simulated()) {
      encryptionSupport.require();
    }
    if (request.kmsKeyId() == null && request.storageEncrypted() == null) {
      return StorageEncryption.OWNED;
    }
    String key = request.kmsKeyId() == null ? StorageKeys.DEFAULT : request.kmsKeyId();
    return StorageEncryption.under(keys.usable(caller, key, "Specified"));
  }

  private static void requireNoKey(CreateDbClusterRequest request) {
    if (request.kmsKeyId() != null) {
      throw RdsFaults.invalidCombination(
          "KmsKeyId cannot be given for a DB cluster that is not encrypted: set StorageEncrypted.");
    }
  }
}
