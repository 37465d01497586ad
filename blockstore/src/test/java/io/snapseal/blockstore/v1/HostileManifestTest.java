package io.snapseal.blockstore.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.BlockStoreOptions;
import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.MemoryStorage;
import io.snapseal.blockstore.Progress;
import io.snapseal.blockstore.seal.Gcm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests by someone who knows the format, and can write to an unsealed store. */
class HostileManifestTest {
  @TempDir Path temp;
  private final MemoryStorage storage = new MemoryStorage();
  private final BlockStore store =
      BlockStore.open(storage, BlockStoreOptions.defaults(new SecureRandom(), Clock.systemUTC()));

  private static Entry.Directory directory(String path) {
    return new Entry.Directory(TreePath.of(path), 0700);
  }

  private static Entry.File file(String path, long size) {
    return new Entry.File(TreePath.of(path), 0600, size);
  }

  private static Entry.Extent zeros(int pages) {
    return new Entry.Extent(new PageMap(pages));
  }

  private void write(Entry[]... sections) throws IOException {
    ManifestHeader header =
        new ManifestHeader("s", "v", "00".repeat(16), "", 0, Sealing.NO_KEY, "");
    try (ManifestWriter writer =
        new ManifestWriter(storage, header, Sealing.plain("v", Gcm.ofJdk()), new byte[32])) {
      for (Entry[] section : sections) {
        writer.beginSection();
        for (Entry entry : section) {
          writer.add(entry);
        }
        writer.endSection();
      }
      writer.finish(0);
      writer.commit();
    }
  }

  private void assertRefused(String because) {
    assertThatThrownBy(
            () -> store.restore("s", KeyAccess.none(), temp.resolve("target"), Progress.NONE))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("snapshots/s.manifest")
        .hasMessageContaining(because);
    assertThat(store.verify("s", KeyAccess.none(), Progress.NONE).problems())
        .anySatisfy(problem -> assertThat(problem.description()).contains(because));
  }

  @Test
  void aHarmlessOneRestores() throws IOException {
    write(new Entry[] {directory("d"), file("d/f", 8193), zeros(2)}, new Entry[] {file("e", 0)});
    Path target = temp.resolve("target");
    store.restore("s", KeyAccess.none(), target, Progress.NONE);
    assertThat(Files.size(target.resolve("d/f"))).isEqualTo(8193);
    assertThat(target.resolve("e")).isEmptyFile();
  }

  @Test
  void entriesOutOfOrder() throws IOException {
    write(new Entry[] {file("b", 0), file("a", 0)});
    assertRefused("order");
  }

  @Test
  void aPathTwiceInASection() throws IOException {
    write(new Entry[] {file("a", 0), file("a", 0)});
    assertRefused("order");
  }

  @Test
  void aPathTwiceInTwoSections() throws IOException {
    write(new Entry[] {file("a", 0)}, new Entry[] {directory("a")});
    assertRefused("twice");
  }

  @Test
  void aPathInNoDirectory() throws IOException {
    write(new Entry[] {file("a/b", 0)});
    assertRefused("no directory");
  }

  @Test
  void aPathInAFile() throws IOException {
    write(new Entry[] {file("a", 0), file("a/b", 0)});
    assertRefused("no directory");
  }

  @Test
  void tooFewPages() throws IOException {
    write(new Entry[] {file("a", 8193), zeros(1)});
    assertRefused("pages");
  }

  @Test
  void tooManyPages() throws IOException {
    write(new Entry[] {file("a", 1), zeros(2)});
    assertRefused("pages");
  }

  @Test
  void noPages() throws IOException {
    write(new Entry[] {file("a", 1), file("b", 0)});
    assertRefused("pages");
  }

  @Test
  void anExtentOfNoFile() throws IOException {
    write(new Entry[] {directory("a"), zeros(1)});
    assertRefused("order");
  }

  @Test
  void anExabyteIsNotAllocated() throws IOException {
    write(new Entry[] {file("a", 1L << 60), zeros(1024)});
    assertRefused("pages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escape", "/etc/passwd", "a/../../b", "x\0y", ".", "a//b", ""})
  void pathsThatLeaveTheTarget(String path) {
    byte[] utf8 = path.getBytes(StandardCharsets.UTF_8);
    ByteBuffer entry = ByteBuffer.allocate(100).put((byte) 1).put((byte) utf8.length).put(utf8);
    entry.put((byte) 0).flip();
    assertThatThrownBy(() -> EntryCodec.read(entry, HostileManifestTest::noSegment))
        .isInstanceOf(RuntimeException.class);
  }

  private static SegmentId noSegment(int number) {
    throw new IndexOutOfBoundsException(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0401", // no such type
        "03ff08", // 1151 pages in an extent
        "030100", // a run of no pages
        "030102", // a run longer than its extent
        "03010101", // a segment that is not in the table
        "0100", // a path of no bytes
        "01ff7f", // a path longer than the chunk
        "0261018010", // no size
        "0161018010", // a path that runs out
        "010161ff0f", // permission bits out of range
      })
  void entriesThatAreNone(String hex) {
    ByteBuffer entry = ByteBuffer.wrap(java.util.HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> EntryCodec.read(entry, HostileManifestTest::noSegment))
        .isInstanceOf(RuntimeException.class);
  }
}
