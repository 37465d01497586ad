package io.snapseal.blockstore;

import static io.snapseal.blockstore.StoreFixture.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files that come as a stream, and snapshots that are read as one. */
class StreamedFilesTest {
  private static final int MIB = 1 << 20;

  private final StoreFixture fixture = new StoreFixture(MIB);
  private final Random random = new Random(11);

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a", bytes(3));
    files.put("base/1/big", bytes(20 * MIB + 4711));
    files.put("base/1.txt", bytes(8192));
    files.put("base/nothing", new byte[0]);
    files.put("holes", Arrays.copyOf(bytes(8192), 9 * MIB));
    files.put("z/later", bytes(9 * MIB));
    return files;
  }

  private static void add(SnapshotWriter writer, String path, byte[] content) throws IOException {
    writer.addFile(path, 0640, content.length, new ByteArrayInputStream(content));
  }

  private SnapshotInfo stored(NewSnapshot spec, Map<String, byte[]> files, List<String> order)
      throws IOException {
    try (SnapshotWriter writer = fixture.store.create(spec)) {
      for (String path : order) {
        add(writer, path, files.getOrDefault(path, new byte[0]));
      }
      return writer.commit();
    }
  }

  /** What a reader shows, in the order in which it does. */
  private final class Shown implements SnapshotVisitor {
    final Map<String, byte[]> files = new LinkedHashMap<>();
    final Map<String, Integer> modes = new TreeMap<>();
    private String current = "";

    @Override
    public void directory(String path, int mode) {
      modes.put(path + "/", mode);
    }

    @Override
    public void file(String path, int mode, long size) {
      current = path;
      modes.put(path, mode);
      files.put(path, new byte[0]);
    }

    @Override
    public void content(byte[] bytes) {
      byte[] before = files.getOrDefault(current, new byte[0]);
      byte[] after = Arrays.copyOf(before, before.length + bytes.length);
      System.arraycopy(bytes, 0, after, before.length, bytes.length);
      files.put(current, after);
    }

    Shown of(String id) throws IOException {
      try (SnapshotReader reader = fixture.store.open(id, Optional.empty(), fixture.keys)) {
        reader.read(this);
      }
      return this;
    }
  }

  @Test
  void filesInOrderComeBack() throws IOException {
    Map<String, byte[]> files = files();
    SnapshotInfo info = stored(fixture.sealed("s", "v"), files, List.copyOf(files.keySet()));
    assertThat(info.files()).isEqualTo(files.size());
    assertThat(new Shown().of("s").files).containsExactlyEntriesOf(files);
    assertThat(fixture.store.verify("s", fixture.keys, Progress.NONE).intact()).isTrue();
  }

  @Test
  void filesOutOfOrderComeBackInOrder() throws IOException {
    Map<String, byte[]> files = files();
    List<String> backwards = new java.util.ArrayList<>(files.keySet());
    Collections.reverse(backwards);
    stored(plain("s", "v"), files, backwards);
    assertThat(new Shown().of("s").files).containsExactlyEntriesOf(files);
  }

  @Test
  void aDirectoryKeepsItsModeWheneverItComes() throws IOException {
    try (SnapshotWriter writer = fixture.store.create(plain("s", "v"))) {
      writer.addDirectory("before", 0750);
      add(writer, "before/file", bytes(5));
      add(writer, "after/file", bytes(5));
      writer.addDirectory("after", 0711);
      add(writer, "implied/file", bytes(5));
      writer.commit();
    }
    assertThat(new Shown().of("s").modes)
        .containsEntry("before/", 0750)
        .containsEntry("after/", 0711)
        .containsEntry("implied/", 0700)
        .containsEntry("before/file", 0640);
  }

  @Test
  void aPathThatIsTakenOrLeavesIsRefused() throws IOException {
    try (SnapshotWriter writer = fixture.store.create(plain("s", "v"))) {
      add(writer, "a/b", bytes(5));
      for (String path : List.of("a/b", "a", "../x", "/x", "a//b", "x/../y", "", "n\0l")) {
        assertThatThrownBy(() -> add(writer, path, bytes(1)))
            .as(path)
            .isInstanceOf(UnstorableFileException.class);
      }
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(fixture.store.find("s")).isEmpty();
  }

  @Test
  void aStreamThatEndsEarlyOrFailsLeavesNothing() throws IOException {
    try (SnapshotWriter writer = fixture.store.create(plain("s", "v"))) {
      InputStream tooShort = new ByteArrayInputStream(bytes(10));
      assertThatThrownBy(() -> writer.addFile("a", 0600, 11, tooShort))
          .isInstanceOf(UnstorableFileException.class);
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }
    InputStream broken =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("cut");
          }
        };
    try (SnapshotWriter writer = fixture.store.create(plain("s", "v"))) {
      assertThatThrownBy(() -> writer.addFile("a", 0600, 11, broken)).hasMessage("cut");
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(fixture.store.snapshots()).isEmpty();
    fixture.store.collect();
    assertThat(fixture.storage.list("segments/")).isEmpty();
  }

  @Test
  void streamsTreesAndSingleFilesGoTogether() throws IOException {
    try (SnapshotWriter writer = fixture.store.create(plain("s", "v"))) {
      add(writer, "m", bytes(5));
      writer.addFile("single", 0600, "text".getBytes(StandardCharsets.UTF_8));
      add(writer, "n", bytes(5));
      writer.commit();
    }
    assertThat(new Shown().of("s").files).containsOnlyKeys("m", "n", "single");
  }

  @Test
  void whatIsDamagedIsNotShown() throws IOException {
    Map<String, byte[]> files = files();
    stored(fixture.sealed("s", "v"), files, List.copyOf(files.keySet()));
    for (Map.Entry<ObjectName, byte[]> object : fixture.storage.objects().entrySet()) {
      if (object.getKey().value().startsWith("segments/")) {
        object.getValue()[object.getValue().length / 2] ^= 1;
      }
    }
    Shown shown = new Shown();
    assertThatThrownBy(() -> shown.of("s")).isInstanceOf(DamagedException.class);
    shown.files.forEach(
        (path, content) ->
            assertThat(new ByteArrayInputStream(files.get(path)).readAllBytes())
                .startsWith(content));
  }

  @Test
  void theVisitorsFailureReachesTheCaller() throws IOException {
    Map<String, byte[]> files = files();
    stored(plain("s", "v"), files, List.copyOf(files.keySet()));
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    SnapshotVisitor full =
        new SnapshotVisitor() {
          @Override
          public void directory(String path, int mode) {}

          @Override
          public void file(String path, int mode, long size) {}

          @Override
          public void content(byte[] bytes) throws IOException {
            seen.write(bytes);
            throw new IOException("no reader");
          }
        };
    try (SnapshotReader reader = fixture.store.open("s", Optional.empty(), KeyAccess.none())) {
      assertThatThrownBy(() -> reader.read(full))
          .isInstanceOf(IOException.class)
          .hasMessage("no reader");
    }
    assertThat(seen.size()).isEqualTo(3);
  }
}
