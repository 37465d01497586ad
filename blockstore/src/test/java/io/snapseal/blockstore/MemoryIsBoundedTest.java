package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.blockstore.disk.DiskStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree far larger than the heap is stored, compared, copied, verified and restored. */
class MemoryIsBoundedTest {
  private static final String HEAP = "-Xmx40m";
  private static final long SPARSE_FILE = 3L << 30;
  private static final int SMALL_FILES = 2000;

  @TempDir(factory = InMemory.class)
  Path temp;

  @Test
  void threeGibibytesInFortyMebibytes() throws Exception {
    Path output = temp.resolve("output");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                java, HEAP, "-cp", classPath, MemoryIsBoundedTest.class.getName(), temp.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    assertThat(status).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
  }

  /** What runs in the small heap. */
  public static void main(String[] args) throws IOException {
    Path temp = Path.of(args[0]);
    Path tree = tree(temp);
    FakeKms kms = new FakeKms(new SecureRandom());
    KeyAccess keys = KeyAccess.of(kms);
    Optional<Seal> seal = Optional.of(new Seal(kms, FakeKms.KEY, Map.of()));
    BlockStoreOptions options =
        new BlockStoreOptions(2, 8 << 20, new SecureRandom(), Clock.systemUTC());
    try (BlockStore store = BlockStore.open(DiskStorage.open(temp.resolve("store")), options)) {
      StoreFixture.snapshot(store, new NewSnapshot("s1", "v", Optional.empty(), seal), tree);
      StoreFixture.snapshot(store, new NewSnapshot("s2", "v", Optional.of("s1"), seal), tree);
      NewSnapshot copy = new NewSnapshot("c", "w", Optional.empty(), seal);
      store.copy("s2", keys, store, copy, Progress.NONE);
      if (!store.verify("c", keys, Progress.NONE).intact()) {
        throw new IllegalStateException("the copy is damaged");
      }
      store.restore("c", keys, temp.resolve("restored"), Progress.NONE);
    }
  }

  private static Path tree(Path temp) throws IOException {
    Path tree = Files.createDirectory(temp.resolve("tree"));
    for (int i = 0; i < SMALL_FILES; i++) {
      Files.write(tree.resolve("f" + i), new byte[] {(byte) i, 1});
    }
    try (RandomAccessFile file = new RandomAccessFile(tree.resolve("large").toFile(), "rw")) {
      file.setLength(SPARSE_FILE);
      byte[] data = new byte[1 << 20];
      for (long position = 0; position < SPARSE_FILE; position += SPARSE_FILE / 100) {
        new java.util.Random(position).nextBytes(data);
        file.seek(position);
        file.write(data);
      }
    }
    return tree;
  }
}
