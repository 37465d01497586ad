package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.instance.InstanceRequest;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.snapshot.ReadSnapshots;
import io.snapseal.rds.snapshot.SnapshotFacts;
import io.snapseal.rds.storage.EncryptionSupport;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;

/**
 * RestoreDBClusterFromSnapshot: a new cluster with the snapshot's engine, user and databases, and
 * the key given, which is the way to encrypt what is not. What another account shares is restored
 * directly, encrypted or not, by whoever may use its key (Aurora user guide, "Restoring from a DB
 * cluster snapshot").
 */
public final class ClusterRestores {
  private static final String SOURCE = "source snapshot";
  private static final ReadSnapshots<DBClusterSnapshot> SOURCES =
      new ReadSnapshots<>(
          ClusterSnapshotKind.KIND,
          "DBClusterSnapshot %s must be in the available state to be restored.");

  private final StateStore state;
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final ClusterEngines engines;
  private final Clusters clusters;
  private final NewClusters newClusters;
  private final EncryptionSupport encryptionSupport;

  ClusterRestores(
      StateStore state,
      StorageKeys keys,
      StorageGrants grants,
      ClusterEngines engines,
      Clusters clusters,
      NewClusters newClusters,
      EncryptionSupport encryptionSupport) {
    this.state = state;
    this.keys = keys;
    this.grants = grants;
    this.engines = engines;
    this.clusters = clusters;
    this.newClusters = newClusters;
    this.encryptionSupport = encryptionSupport;
  }

  public DBCluster restore(Caller caller, RestoreDbClusterFromSnapshotRequest request) {
    Scope scope = caller.scope();
    String id = Identifiers.newCluster(request.dbClusterIdentifier());
    InstanceRequest.requirePort(request.port());
    Row<DBClusterSnapshot, SnapshotInternals> snapshot =
        snapshot(scope, RdsFaults.required(request.snapshotIdentifier(), "SnapshotIdentifier"));
    requireEngine(snapshot.shown(), request.engine(), request.engineVersion());
    StorageEncryption encryption = encryptionOf(caller, snapshot, request.kmsKeyId());
    Row<DBCluster, ClusterInternals> row =
        newClusters.restored(scope, id, request, snapshot, encryption);
    return clusters.insertGranted(
        caller,
        row,
        request.kmsKeyId() == null ? SOURCE : "Specified",
        (handle, granted) -> {
          SOURCES.requireUnchanged(handle, scope, snapshot);
          clusters.insert(handle, granted, Tasks.RESTORE, snapshot.shown().dbClusterSnapshotArn());
        });
  }

  private Row<DBClusterSnapshot, SnapshotInternals> snapshot(Scope scope, String given) {
    if (RdsArn.parse(given).filter(arn -> arn.type().equals(RdsArn.SNAPSHOT)).isPresent()) {
      throw RdsFaults.invalidCombination(
          "A private region restores DB clusters from DB cluster snapshots only: %s is of an instance."
              .formatted(given));
    }
    RdsArn arn = ClusterSnapshotKind.KIND.named(scope, given);
    if (!arn.scope().region().equals(scope.region())) {
      throw RdsFaults.clusterSnapshotNotFound(given);
    }
    return state.read(handle -> SOURCES.find(handle, scope, arn));
  }

  private void requireEngine(
      DBClusterSnapshot snapshot, @Nullable String engine, @Nullable String version) {
    String wanted = RdsFaults.required(engine, "Engine");
    if (!wanted.equals(snapshot.engine())) {
      throw RdsFaults.invalidCombination(
          "Cannot restore a snapshot of %s to %s.".formatted(snapshot.engine(), wanted));
    }
    if (version != null && !version.isEmpty()) {
      engines.named(wanted, version);
    }
    engines.opening(wanted, snapshot.engineVersion(), Simulated.in(snapshot.tagList()));
  }

  /** An encrypted snapshot stays encrypted; whoever reads it must be let use its key. */
  private StorageEncryption encryptionOf(
      Caller caller, Row<DBClusterSnapshot, SnapshotInternals> snapshot, @Nullable String given) {
    SnapshotFacts facts = ClusterSnapshotKind.KIND.facts(snapshot);
    String key = facts.kmsKeyArn();
    boolean simulated = Simulated.in(snapshot.shown().tagList());
    if (!simulated && (facts.encryption().encrypted() || given != null)) {
      encryptionSupport.require();
    }
    if (key != null) {
      keys.usable(caller, key, SOURCE);
      grants.requireMay(caller, key, facts.databaseId(), SOURCE);
    }
    return given == null
        ? facts.encryption()
        : StorageEncryption.under(keys.usable(caller, given, "Specified"));
  }
}
