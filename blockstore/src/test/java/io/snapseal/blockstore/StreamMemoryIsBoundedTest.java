package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.blockstore.disk.DiskStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream far larger than the heap is stored and read back as a stream. */
class StreamMemoryIsBoundedTest {
  private static final String HEAP = "-Xmx128m";
  private static final long LARGE = 1L << 30;
  private static final int PART = 1 << 20;

  @TempDir(factory = InMemory.class)
  Path temp;

  @Test
  void aGibibyteInAnEighthOfIt() throws Exception {
    Path output = temp.resolve("output");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                StreamMemoryIsBoundedTest.class.getName(),
                temp.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    assertThat(status).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
  }

  /** What runs in the small heap. */
  public static void main(String[] args) throws IOException {
    FakeKms kms = new FakeKms(new SecureRandom());
    Seal seal = new Seal(kms, FakeKms.KEY, Map.of());
    BlockStoreOptions options =
        new BlockStoreOptions(2, 8 << 20, new SecureRandom(), Clock.systemUTC());
    try (BlockStore store =
        BlockStore.open(DiskStorage.open(Path.of(args[0]).resolve("store")), options)) {
      NewSnapshot spec = new NewSnapshot("s", "v", Optional.empty(), Optional.of(seal));
      try (SnapshotWriter writer = store.create(spec)) {
        writer.addFile("large", 0600, LARGE, large());
        writer.commit();
      }
      Counted counted = new Counted();
      try (SnapshotReader reader = store.open("s", Optional.empty(), KeyAccess.of(kms))) {
        reader.read(counted);
      }
      if (counted.bytes != LARGE) {
        throw new IllegalStateException(counted.bytes + " bytes came back");
      }
    }
  }

  /** The same random mebibyte again and again, which no compressor's window finds. */
  private static InputStream large() {
    byte[] part = new byte[PART];
    new java.util.Random(1).nextBytes(part);
    return new SequenceInputStream(
        Collections.enumeration(
            Collections.nCopies((int) (LARGE / PART), part).stream()
                .<InputStream>map(java.io.ByteArrayInputStream::new)
                .toList()));
  }

  private static final class Counted implements SnapshotVisitor {
    private long bytes;

    @Override
    public void directory(String path, int mode) {}

    @Override
    public void file(String path, int mode, long size) {}

    @Override
    public void content(byte[] more) {
      bytes += more.length;
    }
  }
}
