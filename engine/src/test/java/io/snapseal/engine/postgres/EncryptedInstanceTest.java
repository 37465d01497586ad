package io.snapseal.engine.postgres;

import static io.snapseal.engine.postgres.PostgresHome.ask;
import static io.snapseal.engine.postgres.PostgresHome.connectAsMaster;
import static io.snapseal.engine.postgres.PostgresHome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.engine.Canary;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.Durability;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.volume.GocryptfsVolumes;
import io.snapseal.engine.volume.Volume;
import io.snapseal.engine.volume.VolumeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server on an encrypted volume; and one without space. */
class EncryptedInstanceTest {
  private static final String CANARY = "canary-of-the-encrypted-instance";

  @TempDir Path temporary;
  private PostgresHome home;
  private final GocryptfsVolumes volumes =
      new GocryptfsVolumes(Patience.of(Clock.systemUTC()), Duration.ofSeconds(20));

  @BeforeEach
  void prepare() throws IOException {
    home = PostgresHome.in(temporary);
  }

  @Test
  void rowsAreNowhereInTheClearAndSurviveTheDeathOfEverything() throws Exception {
    assumeTrue(
        volumes.unavailableBecause().isEmpty(), () -> volumes.unavailableBecause().orElse(""));
    Path vault = temporary.resolve("vault");
    Trees.make(vault, Trees.PRIVATE);
    Path atRest = vault.resolve("at-rest");
    Path open = temporary.resolve("open");
    Path data = open.resolve("data");
    ServerSettings settings = home.settings("data").withDurability(Durability.FULL);
    VolumeKey key = VolumeKey.of(new byte[VolumeKey.BYTES]);
    volumes.create(atRest, key);
    volumes.open(atRest, open, key);
    home.engine.initialise(data, home.master(), Optional.of("shop"));
    DatabaseServer forgotten = home.engine.start(data, settings);
    try (Connection connection = connectAsMaster(forgotten.port())) {
      run(
          connection,
          "CREATE TABLE t AS SELECT n, '" + CANARY + "' c FROM generate_series(1, 1000) n");
      run(connection, "CHECKPOINT");
    }
    assertThat(Canary.in(atRest, CANARY)).isEmpty();

    // As after a SIGKILL of Snapseal: the server first, then its volume.
    assertThat(home.engine.reclaim(data)).isTrue();
    assertThat(volumes.reclaim(atRest, open)).isTrue();
    assertThat(Canary.in(temporary, CANARY)).isEmpty();

    try (Volume volume = volumes.open(atRest, open, key);
        DatabaseServer server = home.engine.start(volume.root().resolve("data"), settings);
        Connection connection = connectAsMaster(server.port())) {
      assertThat(ask(connection, "SELECT count(*) FROM t WHERE c = '" + CANARY + "'"))
          .isEqualTo("1000");
    }
    assertThat(Canary.in(temporary, CANARY)).isEmpty();
  }

  @Test
  void aFullFileSystemIsNamed() throws Exception {
    assumeTrue(Account.current().uid() == 0, "only root can mount a small tmpfs");
    Path small = temporary.resolve("small");
    Files.createDirectory(small);
    assumeTrue(
        Command.of(
                "/bin/mount", "-t", "tmpfs", "-o", "size=20m,mode=0711", "none", small.toString())
            .run()
            .succeeded());
    try {
      assertThatThrownBy(
              () -> home.engine.initialise(small.resolve("data"), home.master(), Optional.empty()))
          .isInstanceOf(EngineException.StorageFull.class);
      assertThat(small).isEmptyDirectory();
    } finally {
      Command.of("/bin/umount", small.toString()).run();
    }
  }

  @Test
  void aHomeThatTheServerCannotPassIsRefusedWithTheFix() throws Exception {
    assumeTrue(Account.forServers().lowered(), "the server runs as Snapseal does");
    Path closed = temporary.resolve("closed");
    Trees.make(closed, Trees.PRIVATE);
    assertThatThrownBy(
            () -> home.engine.initialise(closed.resolve("data"), home.master(), Optional.empty()))
        .isInstanceOfSatisfying(
            EngineException.Unreachable.class,
            e -> assertThat(e.fix().orElse("")).contains("chmod o+x"));
  }
}
