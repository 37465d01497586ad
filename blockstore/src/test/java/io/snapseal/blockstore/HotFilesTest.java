package io.snapseal.blockstore;

import static io.snapseal.blockstore.StoreFixture.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while they are read, as a database's do. */
class HotFilesTest {
  private static final int MIB = 1 << 20;

  @TempDir(factory = InMemory.class)
  Path temp;

  private final StoreFixture fixture = new StoreFixture();
  private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(temp.resolve("tree"));
    Files.write(tree.resolve("a"), filled(100_000));
    Files.write(tree.resolve("b"), filled(30 * MIB));
    Files.write(tree.resolve("c"), filled(100_000));
  }

  private static byte[] filled(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  /** Takes a snapshot in which something happens once the scan has come to a file. */
  private Path snapshotWith(String file, Runnable meanwhile) {
    AtomicBoolean done = new AtomicBoolean();
    try (SnapshotWriter writer = fixture.store.create(plain("s", "v"))) {
      TreeFilter filter =
          (path, directory) -> {
            if (path.equals(file) && done.compareAndSet(false, true)) {
              meanwhile.run();
            }
            return true;
          };
      writer.addTree(tree, filter, Progress.NONE);
      writer.commit();
    }
    assertThat(done).isTrue();
    Path target = temp.resolve("restored");
    fixture.store.restore("s", KeyAccess.none(), target, Progress.NONE);
    return target;
  }

  @Test
  void aSmallFileThatVanishesIsLeftOut() {
    // The group with "a" is cut and packed only when "b" or the end comes.
    Path restored = snapshotWith("c", () -> delete(tree.resolve("c")));
    assertThat(restored.resolve("a")).exists();
  }

  @Test
  void aDirectoryThatVanishesIsEmptyOrLeftOut() throws IOException {
    Files.createDirectory(tree.resolve("d"));
    Path restored = snapshotWith("d", () -> delete(tree.resolve("d")));
    assertThat(restored.resolve("b")).exists();
  }

  @Test
  void aFileThatShrinksIsFilledWithZerosToTheSizeItHad() throws IOException {
    Path restored = snapshotWith("c", () -> truncate(tree.resolve("b"), 10 * MIB + 5));
    byte[] bytes = Files.readAllBytes(restored.resolve("b"));
    assertThat(bytes).hasSize(30 * MIB);
    assertThat(Arrays.copyOf(bytes, 10 * MIB)).containsOnly('x');
    for (byte value : bytes) {
      assertThat(value == 'x' || value == 0).isTrue();
    }
  }

  @Test
  void aFileThatGrowsIsCutAtTheSizeItHad() throws IOException {
    Path restored = snapshotWith("c", () -> grow(tree.resolve("b")));
    assertThat(restored.resolve("b")).hasSize(30L * MIB);
  }

  @Test
  void aSmallFileThatBecomesLargeIsCutAtAnExtent() {
    Path restored =
        snapshotWith(
            "c",
            () -> {
              try {
                Files.write(tree.resolve("c"), filled(20 * MIB));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(restored.resolve("c")).exists();
    assertThat(fixture.store.verify("s", KeyAccess.none(), Progress.NONE).intact()).isTrue();
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void truncate(Path file, int size) {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void grow(Path file) {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(access.length());
      access.write(filled(MIB));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void snapshotsOfATreeUnderConstantChangeAreAlwaysWhole() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = new Thread(() -> churn(stop));
    writer.start();
    try {
      for (int i = 0; i < 5; i++) {
        NewSnapshot spec =
            i == 0 ? fixture.sealed("s0", "w") : fixture.sealed("s" + i, "w", "s" + (i - 1));
        fixture.snapshot(spec, tree);
        assertThat(fixture.store.verify("s" + i, fixture.keys, Progress.NONE).problems()).isEmpty();
        fixture.store.restore("s" + i, fixture.keys, temp.resolve("r" + i), Progress.NONE);
      }
    } finally {
      stop.set(true);
      writer.join();
    }
  }

  private void churn(AtomicBoolean stop) {
    Random random = new Random(3);
    while (!stop.get()) {
      Path file = tree.resolve("t" + random.nextInt(4));
      try {
        if (random.nextBoolean()) {
          Files.write(file, filled(random.nextInt(12 * MIB)));
        } else {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void linksAreRefused() throws IOException {
    Files.createSymbolicLink(tree.resolve("link"), temp);
    try (SnapshotWriter writer = fixture.store.create(plain("s", "v"))) {
      assertThatThrownBy(() -> writer.addTree(tree, TreeFilter.ALL, Progress.NONE))
          .isInstanceOf(UnstorableFileException.class)
          .hasMessageContaining("link");
    }
    assertThat(fixture.storage.list("segments/")).isEmpty();
  }

  @Test
  void pathsAreTakenOnceAndStayInside() throws IOException {
    try (SnapshotWriter writer = fixture.store.create(plain("s", "v"))) {
      writer.addTree(tree, TreeFilter.ALL, Progress.NONE);
      for (String path : new String[] {"a", "../x", "/x", "x/../y", "", "x//y", "a/under", "n\0"}) {
        assertThatThrownBy(() -> writer.addFile(path, 0600, new byte[1]))
            .as(path)
            .isInstanceOf(UnstorableFileException.class);
      }
      assertThatThrownBy(() -> writer.addTree(tree, TreeFilter.ALL, Progress.NONE))
          .isInstanceOf(UnstorableFileException.class);
      assertThatThrownBy(() -> writer.addFile("gone", temp.resolve("gone")))
          .isInstanceOf(BlockStoreException.class);
      assertThatThrownBy(writer::commit)
          .as("a snapshot that lacks what was to be in it")
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(fixture.store.snapshots()).isEmpty();
  }
}
