package io.snapseal.engine.mysql;

import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.innodb.BackupSource;
import io.snapseal.engine.innodb.Marker;
import io.snapseal.engine.innodb.OneRun;
import io.snapseal.engine.innodb.Scratch;
import io.snapseal.engine.innodb.StagedBackup;
import io.snapseal.engine.innodb.StorageFullness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A backup of a server that has no tool for it: its files are copied while it runs, twice, so that
 * little is left; then every thread is held, the rest is copied, and it goes on. What was copied is
 * exactly what a crash at that moment would have left on disk, which InnoDB recovers from. It does
 * so here at once, by a server without network: what becomes a snapshot has been recovered once.
 */
final class FrozenBackup {
  private final MySqlVariant variant;
  private final BackupSource source;

  FrozenBackup(MySqlVariant variant, BackupSource source) {
    this.variant = variant;
    this.source = source;
  }

  HotBackup make() {
    Path staging = new Scratch(source.data()).staging(source.account());
    boolean made = false;
    try {
      DirectoryCopy copy = new DirectoryCopy(source.data(), staging);
      copy.round();
      copy.round();
      Duration heldUp = frozen(copy);
      Ownership.giveTree(source.account(), staging);
      new OneRun(variant, source.account(), variant.patience()).execute(staging, List.of());
      Files.deleteIfExists(staging.resolve("auto.cnf"));
      byte[] marker = Files.readAllBytes(source.data().resolve(Marker.FILE));
      String position = Long.toString(copy.newest());
      made = true;
      return new StagedBackup(
          staging,
          path -> true,
          new BackupEnd(Map.of(Marker.FILE, marker), List.of(), position, position, heldUp));
    } catch (IOException e) {
      throw failed(e);
    } finally {
      if (!made) {
        StagedBackup.delete(staging);
      }
    }
  }

  private Duration frozen(DirectoryCopy copy) throws IOException {
    Instant begin = variant.clock().instant();
    try (Freeze freeze = Freeze.of(source.pid(), variant.patience())) {
      copy.round();
    }
    Duration passed = Duration.between(begin, variant.clock().instant());
    return passed.isNegative() ? Duration.ZERO : passed;
  }

  private static EngineException failed(IOException e) {
    if (StorageFullness.told(String.valueOf(e.getMessage()))) {
      return new EngineException.StorageFull("no space is left for a backup beside the data");
    }
    return new EngineException.BackupFailed("cannot copy the data: " + e.getMessage(), null, e);
  }
}
