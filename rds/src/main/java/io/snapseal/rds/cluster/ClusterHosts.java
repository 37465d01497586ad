package io.snapseal.rds.cluster;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.volume.VolumeKey;
import io.snapseal.rds.instance.Hosts;
import io.snapseal.rds.resource.InstanceFiles;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.storage.OwnedKeys;
import io.snapseal.rds.storage.SealingKey;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.state.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** The clusters of this node: for each the one volume that is its storage, and the server on it. */
final class ClusterHosts {
  private final Hosts hosts;
  private final ClusterEngines engines;
  private final VolumeKeys volumeKeys;
  private final OwnedKeys ownedKeys;
  private final Map<String, RegionPlace> places;

  ClusterHosts(
      Hosts hosts,
      ClusterEngines engines,
      VolumeKeys volumeKeys,
      OwnedKeys ownedKeys,
      Map<String, RegionPlace> places) {
    this.hosts = hosts;
    this.engines = engines;
    this.volumeKeys = volumeKeys;
    this.ownedKeys = ownedKeys;
    this.places = places;
  }

  DatabaseEngine engine(DBCluster cluster) {
    return engines.opening(
        cluster.engine(), cluster.engineVersion(), Simulated.in(cluster.tagList()));
  }

  /** How a cluster's storage is encrypted. */
  static StorageEncryption encryption(DBCluster cluster) {
    return StorageEncryption.shown(cluster.storageEncryptionType(), cluster.kmsKeyId());
  }

  /** A new data key for a cluster's volume, wrapped; empty if it needs none, or has one. */
  Optional<String> newVolumeKey(Row<DBCluster, ClusterInternals> row) {
    return row.internal().wrappedVolumeKey() != null
        ? Optional.empty()
        : sealing(row).map(key -> volumeKeys.create(key, row.shown().dbClusterResourceId()));
  }

  /** The cluster's server, if it runs. */
  Optional<DatabaseServer> server(DBCluster cluster) {
    return hosts.server(cluster.dbClusterResourceId());
  }

  /** Makes the volume anew, fills it and starts the server on it. */
  DatabaseServer make(Row<DBCluster, ClusterInternals> row, Consumer<Path> fill)
      throws IOException {
    @Nullable Integer port = row.internal().port();
    try (Opened key = open(sealing(row), row)) {
      return hosts.create(
          row.shown().dbClusterResourceId(),
          files(row),
          engine(row.shown()),
          key.key(),
          port == null ? 0 : port,
          fill);
    }
  }

  /**
   * Starts the server on what is there, after whatever ran before is ended: a key that no longer
   * opens must leave nothing open. A port that nobody asked for is kept while it is free.
   *
   * @throws software.amazon.awssdk.services.kms.model.KmsException if the key does not open
   */
  DatabaseServer start(Row<DBCluster, ClusterInternals> row) throws IOException {
    end(row);
    try (Opened key = open(sealing(row), row)) {
      @Nullable Integer last = row.shown().port();
      try {
        return start(row, key, last == null ? 0 : last);
      } catch (EngineException.PortTaken e) {
        if (row.internal().port() != null) {
          throw e;
        }
        return start(row, key, 0);
      }
    }
  }

  private DatabaseServer start(Row<DBCluster, ClusterInternals> row, Opened key, int port)
      throws IOException {
    return hosts.open(
        row.shown().dbClusterResourceId(), files(row), engine(row.shown()), key.key(), port);
  }

  /**
   * Asks KMS to open the key of the cluster's volume, by the cluster's own grant.
   *
   * @throws software.amazon.awssdk.services.kms.model.KmsException if the key does not open
   */
  void askForKey(Row<DBCluster, ClusterInternals> row) {
    open(sealing(row), row).close();
  }

  /** Ends the server and closes the volume: of an encrypted one, only ciphertext is left. */
  void end(Row<DBCluster, ClusterInternals> row) {
    hosts.end(row.shown().dbClusterResourceId(), files(row));
  }

  /** Removes a cluster's server, volume and files. */
  void remove(Row<DBCluster, ClusterInternals> row) throws IOException {
    hosts.remove(row.shown().dbClusterResourceId(), files(row));
  }

  private InstanceFiles files(Row<DBCluster, ClusterInternals> row) {
    RegionPlace place = RegionPlace.of(places, row.scope());
    return InstanceFiles.of(place.instances(), place.runs(), row.shown().dbClusterResourceId());
  }

  private Optional<SealingKey> sealing(Row<DBCluster, ClusterInternals> row) {
    return ownedKeys.sealing(row.scope(), encryption(row.shown()));
  }

  private Opened open(Optional<SealingKey> key, Row<DBCluster, ClusterInternals> row) {
    String wrapped = row.internal().wrappedVolumeKey();
    return key.isEmpty() || wrapped == null
        ? new Opened(null)
        : new Opened(volumeKeys.open(key.get(), row.shown().dbClusterResourceId(), wrapped));
  }

  /** A volume key for the length of a block, or none. */
  private record Opened(@Nullable VolumeKey key) implements AutoCloseable {
    @Override
    public void close() {
      if (key != null) {
        key.close();
      }
    }
  }
}
