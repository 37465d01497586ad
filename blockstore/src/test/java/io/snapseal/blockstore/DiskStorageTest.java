package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.blockstore.disk.DiskStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class DiskStorageTest extends StorageConformance {
  @TempDir Path temp;

  @Override
  Storage open() {
    return DiskStorage.open(temp.resolve("region/store"));
  }

  private Path root() {
    return temp.resolve("region/store");
  }

  @Test
  void onlyTheOwnerMayLook() throws IOException {
    try (DiskStorage storage = DiskStorage.open(temp.resolve("other"));
        ObjectWriter writer = storage.create(new ObjectName("x/y/z"))) {
      writer.write(new byte[1], 0, 1);
      writer.commit();
    }
    try (Stream<Path> files = Files.walk(temp.resolve("other"))) {
      for (Path file : files.toList()) {
        String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void whatAKilledProcessWasWritingIsRemoved() throws IOException {
    closeStorage();
    Files.write(root().resolve("tmp/17.part"), new byte[100]);
    openStorage();
    assertThat(root().resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void aSecondOpenerIsKeptOut() {
    assertThatThrownBy(this::open)
        .isInstanceOf(StorageFailedException.class)
        .hasMessageContaining("open already");
  }

  @Test
  void symbolicLinksAreNotFollowed() throws IOException {
    Files.write(temp.resolve("secret"), new byte[1]);
    Files.createSymbolicLink(root().resolve("link"), temp.resolve("secret"));
    try (DiskStorage storage = reopened()) {
      assertThatThrownBy(() -> storage.open(new ObjectName("link")))
          .isInstanceOf(NoSuchFileException.class);
      assertThat(storage.list("")).isEmpty();
    }
  }

  private DiskStorage reopened() {
    closeStorage();
    return DiskStorage.open(root());
  }

  @Test
  void namesOfItsOwnFilesAreNoObjects() throws IOException {
    try (DiskStorage storage = reopened()) {
      assertThatThrownBy(() -> storage.create(new ObjectName("lock")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> storage.open(new ObjectName("tmp/1.part")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> storage.list("../")).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
