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
import io.snapseal.engine.volume.EncryptedVolumes;
import io.snapseal.engine.volume.GocryptfsVolumes;
import io.snapseal.engine.volume.PlainVolumes;
import io.snapseal.rds.resource.RegionPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What the regions of a server run on: a block store each, and this machine's engines and volumes.
 *
 * @param places where each region's bytes are
 * @param pending what this machine can run
 * @param encrypted where encrypted instances keep their files
 * @param plain where the others do
 */
record RegionHosts(
    Map<String, RegionPlace> places,
    List<PendingEngine> pending,
    EncryptedVolumes encrypted,
    EncryptedVolumes plain)
    implements AutoCloseable {
  private static final Duration UNMOUNT_LIMIT = Duration.ofSeconds(30);

  static RegionHosts open(Home home, List<String> regions, Clock clock, SecureRandom random)
      throws IOException {
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
        List.of(postgres(engines, clock, random), mariadb(clock), mysql(clock, random)),
        new GocryptfsVolumes(Patience.of(clock), UNMOUNT_LIMIT),
        new PlainVolumes());
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

  /** What this machine can run. */
  List<DatabaseEngine> engines() {
    return List.copyOf(pending);
  }

  private static PendingEngine postgres(Path cache, Clock clock, SecureRandom random) {
    return new PendingEngine(
        "postgres",
        CompletableFuture.supplyAsync(
            () -> new PostgresEngine(EmbeddedPostgres.unpack(cache), clock, random)));
  }

  private static PendingEngine mariadb(Clock clock) {
    return new PendingEngine(
        "mariadb",
        CompletableFuture.supplyAsync(() -> new MariaDbEngine(MariaDbBinaries.ofHost(), clock)));
  }

  private static PendingEngine mysql(Clock clock, SecureRandom random) {
    return new PendingEngine(
        "mysql",
        CompletableFuture.supplyAsync(
            () -> new MySqlEngine(MySqlBinaries.ofHost(), clock, random)));
  }

  @Override
  public void close() {
    pending.forEach(PendingEngine::close);
    places.values().forEach(place -> place.store().close());
  }
}
