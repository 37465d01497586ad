package io.snapseal.engine.innodb;

import static io.snapseal.engine.EngineHome.ask;
import static io.snapseal.engine.EngineHome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.engine.Canary;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineHome;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.volume.GocryptfsVolumes;
import io.snapseal.engine.volume.Volume;
import io.snapseal.engine.volume.VolumeKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A server on an encrypted volume, backed up there, and left behind by a killed Snapseal. */
public final class SealedVolume {
  private static final String CANARY = "canary-of-the-encrypted-instance";

  private SealedVolume() {}

  public static void rowsAreNowhereInTheClear(EngineHome home) throws Exception {
    GocryptfsVolumes volumes =
        new GocryptfsVolumes(Patience.of(Clock.systemUTC()), Duration.ofSeconds(20));
    assumeTrue(
        volumes.unavailableBecause().isEmpty(), () -> volumes.unavailableBecause().orElse(""));
    Path vault = home.root.resolve("vault");
    Trees.make(vault, Trees.PRIVATE);
    Path atRest = vault.resolve("at-rest");
    Path open = home.root.resolve("open");
    Path data = open.resolve("data");
    ServerSettings settings = home.settings("sealed").withLogFile(open.resolve("server.log"));
    VolumeKey key = VolumeKey.of(new byte[VolumeKey.BYTES]);
    volumes.create(atRest, key);
    volumes.open(atRest, open, key);
    home.engine.initialise(data, home.master(), Optional.of("shop"));
    DatabaseServer forgotten = home.engine.start(data, settings);
    try (Connection connection = home.connectAsMaster(forgotten.port())) {
      run(connection, "CREATE TABLE t (c varchar(100))");
      run(connection, "INSERT INTO t VALUES ('" + CANARY + "')");
    }
    HotBackup forgottenToo = forgotten.beginBackup("on the same volume");
    assertThat(forgottenToo.root()).startsWith(open);
    assertThat(Canary.in(forgottenToo.root(), CANARY)).isNotEmpty();
    assertThat(Canary.in(atRest, CANARY)).isEmpty();

    // As after a SIGKILL of Snapseal: the server first, then its volume.
    assertThat(home.engine.reclaim(data)).isTrue();
    assertThat(volumes.reclaim(atRest, open)).isTrue();
    assertThat(Canary.in(home.root, CANARY)).isEmpty();

    try (Volume volume = volumes.open(atRest, open, key);
        DatabaseServer server = home.engine.start(volume.root().resolve("data"), settings);
        Connection connection = home.connectAsMaster(server.port())) {
      assertThat(ask(connection, "SELECT count(*) FROM t WHERE c = '" + CANARY + "'"))
          .isEqualTo("1");
      assertThat(volume.root().resolve("data.backups")).doesNotExist();
    }
    assertThat(Canary.in(home.root, CANARY)).isEmpty();
  }
}
