package io.snapseal.rds.instance;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.volume.VolumeKey;
import io.snapseal.rds.group.AppliedParameters;
import io.snapseal.rds.resource.InstanceFiles;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Opens and closes instances: the key, the volume under it, the server on that. */
public final class Openings {
  private final StateStore state;
  private final Hosts hosts;
  private final Engines engines;
  private final VolumeKeys volumeKeys;
  private final Map<String, RegionPlace> places;

  public Openings(
      StateStore state,
      Hosts hosts,
      Engines engines,
      VolumeKeys volumeKeys,
      Map<String, RegionPlace> places) {
    this.state = state;
    this.hosts = hosts;
    this.engines = engines;
    this.volumeKeys = volumeKeys;
    this.places = places;
  }

  InstanceFiles files(Row<DBInstance, InstanceInternals> row) {
    RegionPlace place = RegionPlace.of(places, row.scope());
    return InstanceFiles.of(place.instances(), place.runs(), row.shown().dbiResourceId());
  }

  DatabaseEngine engine(DBInstance instance) {
    return engines.opening(instance.engine(), instance.engineVersion(), Simulated.is(instance));
  }

  /** Ends the server and closes the volume: of an encrypted instance, only ciphertext is left. */
  void close(Row<DBInstance, InstanceInternals> row) {
    hosts.end(row.shown().dbiResourceId(), files(row));
  }

  /**
   * Starts the server, after whatever ran before is ended: a key that no longer opens must leave
   * nothing open. A port that nobody asked for is kept while it is free.
   *
   * @throws software.amazon.awssdk.services.kms.model.KmsException if the key does not open
   */
  Opened open(Row<DBInstance, InstanceInternals> row) throws IOException {
    close(row);
    DatabaseEngine engine = engine(row.shown());
    Map<String, String> parameters = parameters(row);
    try (Wiped key = key(row)) {
      return open(row, engine, key, row.shown().dbInstancePort(), parameters);
    } catch (EngineException.PortTaken e) {
      if (row.internal().port() != null) {
        throw e;
      }
      try (Wiped key = key(row)) {
        return open(row, engine, key, 0, parameters);
      }
    }
  }

  private Opened open(
      Row<DBInstance, InstanceInternals> row,
      DatabaseEngine engine,
      Wiped key,
      int port,
      Map<String, String> parameters)
      throws IOException {
    return new Opened(
        hosts.open(
            row.shown().dbiResourceId(),
            files(row),
            engine,
            key.key(),
            port,
            Upstreams.of(places, row),
            parameters),
        parameters);
  }

  /**
   * The instance's volume key, asked of KMS.
   *
   * @throws software.amazon.awssdk.services.kms.model.KmsException if KMS refuses
   */
  Wiped key(Row<DBInstance, InstanceInternals> row) {
    return new Wiped(volumeKeys.open(row.scope(), row.shown(), row.internal().wrappedVolumeKey()));
  }

  /** What the instance's server is to be started with. */
  Map<String, String> parameters(Row<DBInstance, InstanceInternals> row) {
    return state.read(handle -> AppliedParameters.of(handle, row));
  }

  /** A server that runs, and the parameters that it was started with. */
  record Opened(DatabaseServer server, Map<String, String> parameters) {
    /** An ending that also shows that the instance runs with them. */
    TaskHandler.Ending shown(Task task, TaskHandler.Ending ending) {
      return handle -> {
        ending.write(handle);
        AppliedParameters.started(handle, task.scope(), task.id(), parameters);
      };
    }
  }

  /** A volume key for the length of a block, or none. */
  record Wiped(@Nullable VolumeKey key) implements AutoCloseable {
    @Override
    public void close() {
      if (key != null) {
        key.close();
      }
    }
  }
}
