package io.snapseal.engine.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Reachability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every driver of volumes must do. */
abstract class EncryptedVolumesConformance {
  static final String CANARY = "canary-7d1f-plaintext";

  /** A directory the driver can keep volumes below. */
  abstract Path home() throws IOException;

  abstract EncryptedVolumes volumes();

  Path atRest;
  Path mountPoint;

  @BeforeEach
  void requireDriver() throws IOException {
    assumeTrue(
        volumes().unavailableBecause().isEmpty(),
        () -> volumes().name() + ": " + volumes().unavailableBecause().orElse(""));
    Trees.make(home(), Trees.PASSAGE);
    atRest = home().resolve("at-rest");
    mountPoint = home().resolve("open");
  }

  static VolumeKey key(int seed) {
    byte[] bytes = new byte[VolumeKey.BYTES];
    Arrays.fill(bytes, (byte) seed);
    return VolumeKey.of(bytes);
  }

  Volume created() {
    volumes().create(atRest, key(1));
    return volumes().open(atRest, mountPoint, key(1));
  }

  @Test
  void whatIsWrittenIsReadUntilAndIfPersistentAfterClosing() throws IOException {
    try (Volume volume = created()) {
      Files.writeString(volume.root().resolve("file"), CANARY);
      assertThat(volume.root().resolve("file")).hasContent(CANARY);
    }
    if (volumes().persistent()) {
      try (Volume volume = volumes().open(atRest, mountPoint, key(1))) {
        assertThat(volume.root().resolve("file")).hasContent(CANARY);
      }
    } else {
      assertThat(atRest).doesNotExist();
    }
  }

  @Test
  void aDirectoryInUseIsNotOverwritten() throws IOException {
    Files.createDirectory(atRest);
    Files.writeString(atRest.resolve("precious"), "x");
    assertThatThrownBy(() -> volumes().create(atRest, key(1)))
        .isInstanceOf(EngineException.VolumeFailed.class);
    assertThat(atRest.resolve("precious")).hasContent("x");
  }

  @Test
  void aVolumeThatIsNotThereIsNotOpened() {
    assertThatThrownBy(() -> volumes().open(atRest, mountPoint, key(1)))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void theServersAccountPassesButDoesNotList() throws IOException {
    Account server = Account.forServers();
    try (Volume volume = created()) {
      Reachability.require(server, volume.root().resolve("data"));
      if (server.lowered()) {
        assertThat(list(server, volume.root())).isFalse();
      }
    }
  }

  private static boolean list(Account server, Path directory) {
    return new Command(
            java.util.List.of("/bin/ls", directory.toString()),
            server,
            Path.of("/"),
            java.time.Duration.ofMinutes(1))
        .run()
        .succeeded();
  }

  @Test
  void closingTwiceIsClosingOnceAndReclaimingWhatIsClosedFindsNothing() {
    Volume volume = created();
    volume.close();
    volume.close();
    assertThat(volumes().reclaim(atRest, mountPoint)).isFalse();
  }

  @Test
  void whatAKilledSnapsealLeftIsReclaimed() throws IOException {
    // The drivers keep nothing of an open volume in this process that a kill could take: forgetting
    // it is the same.
    Volume forgotten = created();
    Files.writeString(forgotten.root().resolve("file"), CANARY);
    volumes().reclaim(atRest, mountPoint);
    if (volumes().persistent()) {
      try (Volume volume = volumes().open(atRest, mountPoint, key(1))) {
        assertThat(volume.root().resolve("file")).hasContent(CANARY);
      }
    } else {
      assertThat(atRest).doesNotExist();
    }
  }
}
