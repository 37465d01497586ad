package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every byte of every object, changed: verify and restore must both notice, and name the object.
 */
class TamperingIsSeenTest {
  /** One bit of every byte; with -Dsnapseal.tamper.allBits=true every bit of it. */
  private static final boolean ALL_BITS = Boolean.getBoolean("snapseal.tamper.allBits");

  @TempDir(factory = InMemory.class)
  Path temp;

  private final StoreFixture fixture = new StoreFixture();
  private Path tree;
  private int attempts;

  @BeforeEach
  void makeTree() throws IOException {
    tree = temp.resolve("tree");
    Files.createDirectories(tree.resolve("d"));
    byte[] page = new byte[8192 * 2 + 100];
    Arrays.fill(page, 0, 9000, (byte) 'x');
    Files.write(tree.resolve("d/file"), page);
    Files.write(tree.resolve("other"), new byte[] {1, 2, 3});
  }

  private MemoryStorage sealedStore() {
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    return fixture.storage;
  }

  private MemoryStorage plainStore() {
    fixture.snapshot(StoreFixture.plain("snap-1", "vol-1"), tree);
    return fixture.storage;
  }

  @Test
  void everyByteOfASealedSnapshot() throws IOException {
    flipEveryByte(sealedStore());
  }

  @Test
  void everyByteOfAnUnsealedSnapshotAgainstAccidents() throws IOException {
    flipEveryByte(plainStore());
  }

  @Test
  void everyLengthOfASealedSnapshot() throws IOException {
    cutEverywhere(sealedStore());
  }

  @Test
  void everyLengthOfAnUnsealedSnapshot() throws IOException {
    cutEverywhere(plainStore());
  }

  private void flipEveryByte(MemoryStorage intact) throws IOException {
    for (Map.Entry<ObjectName, byte[]> object : intact.objects().entrySet()) {
      for (int i = 0; i < object.getValue().length; i++) {
        for (int bit = ALL_BITS ? 0 : i % 8; bit < 8; bit += ALL_BITS ? 1 : 8) {
          byte[] changed = object.getValue().clone();
          changed[i] ^= (byte) (1 << bit);
          assertSeen(intact, object.getKey(), changed, "bit %d of byte %d".formatted(bit, i));
        }
      }
    }
  }

  private void cutEverywhere(MemoryStorage intact) throws IOException {
    for (Map.Entry<ObjectName, byte[]> object : intact.objects().entrySet()) {
      for (int i = 0; i < object.getValue().length; i++) {
        byte[] cut = Arrays.copyOf(object.getValue(), i);
        assertSeen(intact, object.getKey(), cut, "cut to " + i);
      }
      byte[] longer = Arrays.copyOf(object.getValue(), object.getValue().length + 1);
      assertSeen(intact, object.getKey(), longer, "one byte more");
    }
  }

  private void assertSeen(MemoryStorage intact, ObjectName name, byte[] bytes, String what)
      throws IOException {
    MemoryStorage storage = intact.copy();
    storage.objects().put(name, bytes);
    assertSeen(storage, name, what);
  }

  private void assertSeen(MemoryStorage storage, ObjectName name, String what) {
    if (name.value().equals("format.json")) {
      assertThatThrownBy(() -> open(storage))
          .as(what)
          .isInstanceOf(BlockStoreException.class)
          .hasMessageContaining(name.value());
      return;
    }
    try (BlockStore store = open(storage)) {
      VerifyReport report = store.verify("snap-1", fixture.keys, Progress.NONE);
      assertThat(report.problems())
          .as("%s of %s", what, name)
          .anySatisfy(
              problem -> {
                assertThat(problem.object()).isEqualTo(name.value());
                assertThat(problem.description()).contains(name.value());
              });
      Path target = temp.resolve("r" + attempts++);
      assertThatThrownBy(() -> store.restore("snap-1", fixture.keys, target, Progress.NONE))
          .as("%s of %s", what, name)
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining(name.value());
    }
  }

  private BlockStore open(MemoryStorage storage) {
    return BlockStore.open(storage, fixture.options(BlockStoreOptions.DEFAULT_SEGMENT_BYTES));
  }

  private static ObjectName only(MemoryStorage storage, String prefix) {
    List<ObjectName> names = storage.list(prefix).toList();
    assertThat(names).hasSize(1);
    return names.get(0);
  }

  @Test
  void aMissingObject() {
    MemoryStorage intact = sealedStore();
    for (String prefix : List.of("segments/", "volumes/")) {
      MemoryStorage storage = intact.copy();
      ObjectName name = only(storage, prefix);
      storage.delete(name);
      assertSeen(storage, name, "missing");
    }
  }

  @Test
  void anotherSegmentOfTheSameVolumeInItsPlace() {
    MemoryStorage storage = sealedStore();
    ObjectName first = only(storage, "segments/");
    fixture.snapshot(fixture.sealed("snap-2", "vol-1"), tree);
    ObjectName second =
        storage.list("segments/").filter(name -> !name.equals(first)).findFirst().orElseThrow();
    storage.objects().put(first, storage.bytes(second));
    assertSeen(storage, first, "swapped");
  }

  @Test
  void theSameSegmentUnderAnotherVolume() {
    MemoryStorage storage = sealedStore();
    ObjectName first = only(storage, "segments/");
    fixture.snapshot(fixture.sealed("snap-2", "vol-2"), tree);
    ObjectName second = only(storage, "segments/vol-2/");
    storage.objects().put(first, storage.bytes(second));
    assertSeen(storage, first, "swapped");
  }

  @Test
  void anotherVolumesKey() {
    MemoryStorage storage = sealedStore();
    fixture.snapshot(fixture.sealed("snap-2", "vol-2"), tree);
    ObjectName mine = only(storage, "volumes/vol-1/");
    storage.objects().put(mine, storage.bytes(only(storage, "volumes/vol-2/")));
    assertSeen(storage, mine, "swapped");
  }

  @Test
  void anOlderManifestUnderANewersName() {
    MemoryStorage storage = sealedStore();
    fixture.snapshot(fixture.sealed("snap-0", "vol-1", "snap-1"), tree);
    ObjectName newer = new ObjectName("snapshots/snap-1.manifest");
    storage.objects().put(newer, storage.bytes(new ObjectName("snapshots/snap-0.manifest")));
    assertSeen(storage, newer, "replayed");
  }

  @Test
  void aWholeOlderVersionOfTheSameNameIsSeenByItsPinnedDigest() throws IOException {
    MemoryStorage storage = sealedStore();
    MemoryStorage old = storage.copy();
    fixture.store.delete("snap-1");
    Files.write(tree.resolve("other"), new byte[] {4});
    SnapshotInfo now = fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    storage.objects().putAll(old.objects());
    try (BlockStore store = open(storage)) {
      assertThat(store.verify("snap-1", fixture.keys, Progress.NONE).intact()).isTrue();
      Optional<String> pinned = Optional.of(now.manifestDigest());
      assertThat(store.verify("snap-1", pinned, fixture.keys, Progress.NONE).problems())
          .singleElement()
          .satisfies(
              problem -> assertThat(problem.object()).isEqualTo("snapshots/snap-1.manifest"));
      assertThatThrownBy(
              () -> store.restore("snap-1", pinned, fixture.keys, temp.resolve("r"), Progress.NONE))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("snapshots/snap-1.manifest");
      assertThatThrownBy(
              () ->
                  store.copy(
                      "snap-1",
                      pinned,
                      fixture.keys,
                      store,
                      fixture.sealed("copy", "vol-9"),
                      Progress.NONE))
          .isInstanceOf(DamagedException.class);
    }
  }

  @Test
  void anUnsealedForgeryInAPlaceOfASealedSnapshotIsSeenByItsPinnedDigest() {
    SnapshotInfo info = fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    fixture.store.delete("snap-1");
    fixture.snapshot(StoreFixture.plain("snap-1", "vol-1"), tree);
    assertThatThrownBy(
            () ->
                fixture.store.restore(
                    "snap-1",
                    Optional.of(info.manifestDigest()),
                    fixture.keys,
                    temp.resolve("r"),
                    Progress.NONE))
        .isInstanceOf(DamagedException.class);
  }
}
