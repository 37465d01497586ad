package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Work that fails or is killed before or after any change to the medium leaves whole snapshots, and
 * garbage that a collection removes. Nothing else.
 */
class NothingHalfDoneTest {
  private static final int MIB = 1 << 20;

  @TempDir(factory = InMemory.class)
  Path temp;

  private final StoreFixture fixture = new StoreFixture();
  private Path before;
  private Path after;
  private int attempts;

  @BeforeEach
  void makeSnapshot() throws IOException {
    before = Files.createDirectory(temp.resolve("before"));
    byte[] bytes = new byte[3 * MIB];
    new Random(5).nextBytes(bytes);
    Files.write(before.resolve("file"), bytes);
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), before);
    after = temp.resolve("after");
    Trees.copy(before, after);
    bytes[100_000]++;
    bytes[2_000_000]++;
    Files.write(after.resolve("file"), bytes);
    Files.write(after.resolve("new"), new byte[] {1});
  }

  /** One thread and tiny segments: many steps, always the same. */
  private BlockStore open(Storage storage) {
    BlockStoreOptions options = fixture.options(1);
    return BlockStore.open(storage, new BlockStoreOptions(1, 1, options.random(), options.clock()));
  }

  private void atEveryStep(Consumer<BlockStore> work, String id, Path expected) throws IOException {
    for (boolean dies : new boolean[] {true, false}) {
      int step = 1;
      while (failedAt(step, dies, work, id, expected)) {
        step++;
      }
      assertThat(step).isGreaterThan(10);
    }
  }

  private boolean failedAt(
      int step, boolean dies, Consumer<BlockStore> work, String id, Path expected)
      throws IOException {
    MemoryStorage medium = fixture.storage.copy();
    FaultyStorage faulty = new FaultyStorage(medium, step, dies);
    boolean acknowledged;
    try (BlockStore store = open(faulty)) {
      work.accept(store);
      acknowledged = true;
    } catch (StorageFailedException e) {
      acknowledged = false;
    }
    String what = "step %d, %s".formatted(step, dies ? "dead" : "alive");
    assertThat(acknowledged).as(what).isNotEqualTo(faulty.wasHit());
    assertWhole(medium, id, expected, acknowledged, what);
    return faulty.wasHit();
  }

  private void assertWhole(
      MemoryStorage medium, String id, Path expected, boolean acknowledged, String what)
      throws IOException {
    try (BlockStore store = open(medium)) {
      store.collect();
      assertThat(store.snapshots()).as(what).contains("snap-1");
      assertRestores(store, "snap-1", before);
      boolean there = store.find(id).isPresent();
      assertThat(there || !acknowledged).as(what).isTrue();
      if (there) {
        assertRestores(store, id, expected);
      }
      store.delete(id); // or what an unfinished copy keeps to be taken up again
      store.collect();
      assertThat(withoutKeys(medium)).as(what).isEqualTo(withoutKeys(fixture.storage));
    }
  }

  /** A volume in use may have gained a data key, which does no harm; one not in use may not. */
  private static Set<ObjectName> withoutKeys(MemoryStorage storage) {
    Set<ObjectName> names = new HashSet<>(storage.objects().keySet());
    names.removeIf(name -> name.value().startsWith("volumes/vol-1/"));
    return names;
  }

  private void assertRestores(BlockStore store, String id, Path expected) throws IOException {
    Path target = temp.resolve("r" + attempts++);
    store.restore(id, fixture.keys, target, Progress.NONE);
    Trees.assertSame(target, expected);
    Trees.delete(target);
  }

  @Test
  void anIncrementalSnapshot() throws IOException {
    atEveryStep(
        store -> StoreFixture.snapshot(store, fixture.sealed("snap-2", "vol-1", "snap-1"), after),
        "snap-2",
        after);
  }

  @Test
  void aFirstSnapshotOfAVolume() throws IOException {
    atEveryStep(
        store -> StoreFixture.snapshot(store, fixture.sealed("snap-2", "vol-2"), after),
        "snap-2",
        after);
  }

  @Test
  void aCopy() throws IOException {
    Seal other = new Seal(fixture.kms, FakeKms.OTHER_KEY, StoreFixture.CONTEXT);
    NewSnapshot spec = new NewSnapshot("copy", "vol-2", Optional.empty(), Optional.of(other));
    atEveryStep(
        store -> store.copy("snap-1", fixture.keys, store, spec, Progress.NONE), "copy", before);
  }

  @Test
  void deletingAndCollecting() throws IOException {
    fixture.snapshot(fixture.sealed("snap-2", "vol-1", "snap-1"), after);
    for (boolean dies : new boolean[] {true, false}) {
      int step = 1;
      while (deletedAt(step, dies)) {
        step++;
      }
      assertThat(step).isGreaterThan(4);
    }
  }

  private boolean deletedAt(int step, boolean dies) throws IOException {
    MemoryStorage medium = fixture.storage.copy();
    FaultyStorage faulty = new FaultyStorage(medium, step, dies);
    try (BlockStore store = open(faulty)) {
      store.delete("snap-2");
      store.collect();
    } catch (StorageFailedException e) {
      assertThat(e).hasMessageContaining("injected");
    }
    try (BlockStore store = open(medium)) {
      assertRestores(store, "snap-1", before);
      if (store.find("snap-2").isPresent()) {
        assertRestores(store, "snap-2", after);
        store.delete("snap-2");
      }
      store.collect();
      assertRestores(store, "snap-1", before);
      store.delete("snap-1");
      store.collect();
      assertThat(medium.objects().keySet()).containsExactly(new ObjectName("format.json"));
    }
    return faulty.wasHit();
  }

  @Test
  void makingTheStore() {
    for (int step = 1; ; step++) {
      MemoryStorage medium = new MemoryStorage();
      FaultyStorage faulty = new FaultyStorage(medium, step, true);
      try {
        open(faulty).close();
      } catch (StorageFailedException e) {
        assertThat(e).hasMessageContaining("injected");
      }
      open(medium).close();
      if (!faulty.wasHit()) {
        return;
      }
    }
  }
}
