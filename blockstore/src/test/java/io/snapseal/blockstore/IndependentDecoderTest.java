package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapseal.blockstore.decoder.Decoder;
import io.snapseal.blockstore.disk.DiskStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

/** A decoder written from docs/format.md, sharing no code with the product, reads what it wrote. */
class IndependentDecoderTest {
  private static final int MIB = 1 << 20;

  @TempDir(factory = InMemory.class)
  private Path temp;

  private final StoreFixture fixture = new StoreFixture(MIB);
  private Path tree;

  @BeforeEach
  void plant() throws IOException {
    tree = Files.createDirectories(temp.resolve("tree"));
    Files.createDirectories(tree.resolve("base/empty"));
    Random random = new Random(7);
    byte[] large = new byte[11 * MIB + 17];
    random.nextBytes(large);
    java.util.Arrays.fill(large, 3 * MIB, 5 * MIB, (byte) 0);
    Files.write(tree.resolve("base/large"), large);
    Files.writeString(tree.resolve("base/small"), "hello");
    Files.write(tree.resolve("nothing"), new byte[0]);
    mode(tree.resolve("base/small"), "rw-r-----");
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private void readsAs(String snapshot, Path expected) throws Exception {
    Map<String, byte[]> objects = new TreeMap<>();
    fixture.storage.objects().forEach((name, bytes) -> objects.put(name.value(), bytes));
    readsAs(objects, snapshot, expected);
  }

  private void readsAs(Map<String, byte[]> objects, String snapshot, Path expected)
      throws Exception {
    Decoder.Tree found = new Decoder(objects, this::unwrapped).decode(snapshot);
    Map<String, byte[]> files = new TreeMap<>();
    Map<String, Integer> modes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(expected)) {
      for (Path path : all.filter(p -> !p.equals(expected)).toList()) {
        String name = expected.relativize(path).toString();
        modes.put(name, mode(path));
        if (Files.isRegularFile(path)) {
          files.put(name, Files.readAllBytes(path));
        }
      }
    }
    assertThat(found.modes()).isEqualTo(modes);
    assertThat(found.files().keySet()).isEqualTo(files.keySet());
    files.forEach((name, bytes) -> assertThat(found.files().get(name)).as(name).isEqualTo(bytes));
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode") & 0777;
  }

  private byte[] unwrapped(JsonNode keyFile) {
    Map<String, String> context = new TreeMap<>();
    keyFile
        .path("encryptionContext")
        .properties()
        .forEach(e -> context.put(e.getKey(), e.getValue().asText()));
    return fixture
        .kms
        .decrypt(
            r ->
                r.keyId(keyFile.path("keyArn").asText())
                    .ciphertextBlob(SdkBytes.fromByteArray(Decoder.wrapped(keyFile)))
                    .encryptionContext(context))
        .plaintext()
        .asByteArray();
  }

  private void change() throws IOException {
    byte[] large = Files.readAllBytes(tree.resolve("base/large"));
    large[123_456]++;
    large[9 * MIB]++;
    Files.write(tree.resolve("base/large"), large);
    Files.writeString(tree.resolve("new"), "more");
    Files.delete(tree.resolve("nothing"));
  }

  @Test
  void aSealedSnapshotAndAnIncrementalOne() throws Exception {
    Path first = temp.resolve("first");
    Trees.copy(tree, first);
    fixture.snapshot(fixture.sealed("one", "vol"), tree);
    change();
    fixture.snapshot(fixture.sealed("two", "vol", "one"), tree);
    readsAs("one", first);
    readsAs("two", tree);
  }

  @Test
  void anUnsealedSnapshotAndAnIncrementalOne() throws Exception {
    Path first = temp.resolve("first");
    Trees.copy(tree, first);
    fixture.snapshot(StoreFixture.plain("one", "vol"), tree);
    change();
    fixture.snapshot(StoreFixture.plain("two", "vol", "one"), tree);
    readsAs("one", first);
    readsAs("two", tree);
  }

  @Test
  void aCopyUnderAnotherKeyAndAnEncryptedCopyOfAnUnsealedOne() throws Exception {
    fixture.snapshot(fixture.sealed("one", "vol"), tree);
    fixture.snapshot(StoreFixture.plain("plain", "vol-p"), tree);
    Seal other = new Seal(fixture.kms, FakeKms.OTHER_KEY, Map.of("a", "b"));
    copy("one", "copy", "vol-2", other);
    copy("plain", "sealed", "vol-3", other);
    readsAs("copy", tree);
    readsAs("sealed", tree);
  }

  @Test
  void anUnsealedCopyOfAnUnsealedOne() throws Exception {
    fixture.snapshot(StoreFixture.plain("one", "vol"), tree);
    NewSnapshot spec = StoreFixture.plain("copy", "vol-2");
    fixture.store.copy("one", KeyAccess.none(), fixture.store, spec, Progress.NONE);
    readsAs("copy", tree);
  }

  @Test
  void aTreeWithSingleFilesBesideIt() throws Exception {
    byte[] label = "START WAL LOCATION".getBytes(StandardCharsets.US_ASCII);
    try (SnapshotWriter writer = fixture.store.create(fixture.sealed("one", "vol"))) {
      writer.addTree(tree, TreeFilter.ALL, Progress.NONE);
      writer.addFile("base/label", 0600, label);
      writer.addFile("wal/0001", 0640, label);
      writer.commit();
    }
    Files.write(tree.resolve("base/label"), label);
    Files.createDirectories(tree.resolve("wal"));
    Files.write(tree.resolve("wal/0001"), label);
    mode(tree.resolve("base/label"), "rw-------");
    mode(tree.resolve("wal"), "rwx------");
    mode(tree.resolve("wal/0001"), "rw-r-----");
    readsAs("one", tree);
  }

  @Test
  void manyChunksOfEntries() throws Exception {
    String longName = "n".repeat(240);
    for (int i = 0; i < 1500; i++) {
      Files.writeString(tree.resolve(longName + i), "file " + i);
    }
    fixture.snapshot(fixture.sealed("one", "vol"), tree);
    ObjectName manifest = new ObjectName("snapshots/one.manifest");
    assertThat(fixture.storage.objects().get(manifest)).hasSizeGreaterThan(MIB / 4);
    readsAs("one", tree);
  }

  @Test
  void aStoreOnDiskWhileItIsOpen() throws Exception {
    Path directory = temp.resolve("store");
    try (BlockStore store = BlockStore.open(DiskStorage.open(directory), fixture.options(MIB))) {
      StoreFixture.snapshot(store, fixture.sealed("one", "vol"), tree);
      readsAs(Decoder.objects(directory), "one", tree);
    }
  }

  private void copy(String source, String target, String volume, Seal seal) {
    NewSnapshot spec = new NewSnapshot(target, volume, Optional.empty(), Optional.of(seal));
    fixture.store.copy(source, fixture.keys, fixture.store, spec, Progress.NONE);
  }
}
