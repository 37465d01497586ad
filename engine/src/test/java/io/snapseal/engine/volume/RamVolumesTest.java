package io.snapseal.engine.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RamVolumesTest extends EncryptedVolumesConformance {
  @TempDir Path onDisk;
  private Path inMemory = Path.of("/");

  @BeforeEach
  @Override
  void requireDriver() throws IOException {
    inMemory = Files.createTempDirectory(Path.of("/dev/shm"), "snapseal-test-");
    super.requireDriver();
  }

  @AfterEach
  void remove() throws IOException {
    Trees.delete(inMemory);
  }

  @Override
  Path home() {
    return inMemory;
  }

  @Override
  EncryptedVolumes volumes() {
    return new RamVolumes();
  }

  @Test
  void aDirectoryOnDiskIsRefused() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeFalse(
        Files.getFileStore(onDisk).type().equals("tmpfs"));
    assertThatThrownBy(() -> volumes().create(onDisk.resolve("v"), key(1)))
        .isInstanceOf(EngineException.VolumeFailed.class)
        .hasMessageContaining("not in memory");
  }

  @Test
  void whereMemoryIsSwappedToADiskThereIsNone() throws IOException {
    Path swaps =
        Files.writeString(
            onDisk.resolve("swaps"), "Filename Type Size\n/dev/sda2 partition 1024\n");
    RamVolumes volumes = new RamVolumes(swaps);
    assertThat(volumes.unavailableBecause())
        .hasValueSatisfying(why -> assertThat(why).contains("swapoff"));
    assertThatThrownBy(() -> volumes.create(atRest, key(1)))
        .isInstanceOf(EngineException.VolumeFailed.class);
    Files.writeString(swaps, "Filename Type Size\n/dev/zram0 partition 1024\n");
    assertThat(volumes.unavailableBecause()).isEmpty();
  }
}
