package io.snapseal.app;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.BlockStoreException;
import io.snapseal.blockstore.BlockStoreOptions;
import io.snapseal.blockstore.disk.DiskStorage;
import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.mariadb.MariaDbBinaries;
import io.snapseal.engine.mariadb.MariaDbEngine;
import io.snapseal.engine.mysql.MySqlBinaries;
import io.snapseal.engine.mysql.MySqlEngine;
import io.snapseal.engine.postgres.EmbeddedPostgres;
import io.snapseal.engine.postgres.PostgresEngine;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.simulated.SimulatedEngines;
import io.snapseal.engine.volume.EncryptedVolumes;
import io.snapseal.engine.volume.GocryptfsVolumes;
import io.snapseal.engine.volume.PlainVolumes;
import io.snapseal.rds.resource.RegionPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the regions of a server run on: a block store each, and this machine's engines and volumes.
 *
 * @param places where each region's bytes are
 * @param pending what this machine can run
 * @param simulated what runs without a server
 * @param encrypted where encrypted instances keep their files
 * @param plain where the others do
 */
record RegionHosts(
    Map<String, RegionPlace> places,
    List<PendingEngine> pending,
    List<DatabaseEngine> simulated,
    EncryptedVolumes encrypted,
    EncryptedVolumes plain)
    implements AutoCloseable {
  private static final Duration UNMOUNT_LIMIT = Duration.ofSeconds(30);

  /**
   * @param choice what instances run on
   */
  static RegionHosts open(
      Home home, List<String> regions, EngineChoice choice, Clock clock, SecureRandom random)
      throws IOException {
    Set<String> simulated = choice.simulated();
    Path run = home.passable("run");
    Path engines = home.passable("engines");
    Map<String, RegionPlace> places = new LinkedHashMap<>();
    try {
      for (String region : regions) {
        BlockStore store = store(region, home.store(region), clock, random);
        places.put(region, new RegionPlace(store, home.instances(region), run));
      }
    } catch (IOException | RuntimeException e) {
      places.values().forEach(place -> place.store().close());
      throw e;
    }
    return new RegionHosts(
        places,
        List.of(
            pending(
                "postgres",
                simulated,
                () -> new PostgresEngine(EmbeddedPostgres.unpack(engines), clock, random)),
            pending("mariadb", simulated, () -> new MariaDbEngine(MariaDbBinaries.ofHost(), clock)),
            pending("mysql", simulated, () -> new MySqlEngine(mysql(choice), clock, random))),
        SimulatedEngines.of(simulated, random),
        new GocryptfsVolumes(Patience.of(clock), UNMOUNT_LIMIT),
        new PlainVolumes());
  }

  private static MySqlBinaries mysql(EngineChoice choice) {
    return choice.mysqld().map(MySqlBinaries::at).orElseGet(MySqlBinaries::ofHost);
  }

  private static BlockStore store(String region, Path path, Clock clock, SecureRandom random)
      throws IOException {
    DiskStorage storage = null;
    try {
      storage = DiskStorage.open(path);
      return BlockStore.open(storage, BlockStoreOptions.defaults(random, clock));
    } catch (BlockStoreException e) {
      if (storage != null) {
        storage.close();
      }
      throw new UserError(
          "the snapshot store of "
              + region
              + " in "
              + path
              + " cannot be opened: "
              + e.getMessage(),
          "Put right what it says, or restore the whole home from a copy. The other regions start"
              + " with --regions that leaves this one out.");
    }
  }

  /** What instances can be of. */
  List<DatabaseEngine> engines() {
    List<DatabaseEngine> engines = new ArrayList<>(pending);
    engines.addAll(simulated);
    return engines;
  }

  /** Of a name that is simulated only old instances are real. */
  private static PendingEngine pending(
      String name, Set<String> simulated, Supplier<DatabaseEngine> unpacking) {
    return simulated.contains(name)
        ? PendingEngine.whenNeeded(name, unpacking)
        : PendingEngine.now(name, unpacking);
  }

  @Override
  public void close() {
    pending.forEach(PendingEngine::close);
    places.values().forEach(place -> place.store().close());
  }
}
