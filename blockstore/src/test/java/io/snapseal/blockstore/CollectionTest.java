package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collection beside work that is going on. */
class CollectionTest {
  @TempDir(factory = InMemory.class)
  Path temp;

  private final StoreFixture fixture = new StoreFixture(1);
  private final BlockStore store = fixture.store;
  private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(temp.resolve("tree"));
    byte[] bytes = new byte[20 << 20];
    new Random(1).nextBytes(bytes);
    Files.write(tree.resolve("file"), bytes);
  }

  @Test
  void leavesAloneWhatIsBeingWritten() throws IOException {
    try (SnapshotWriter writer = store.create(fixture.sealed("snap-1", "vol-1"))) {
      writer.addTree(tree, TreeFilter.ALL, bytes -> store.collect());
      assertThat(store.collect().segmentsRemoved()).isZero();
      writer.commit();
    }
    assertThat(store.collect().segmentsRemoved()).isZero();
    store.restore("snap-1", fixture.keys, temp.resolve("r"), Progress.NONE);
    Trees.assertSame(temp.resolve("r"), tree);
  }

  @Test
  void keepsTheParentsPagesOfASnapshotBeingMade() throws IOException {
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    try (SnapshotWriter writer = store.create(fixture.sealed("snap-2", "vol-1", "snap-1"))) {
      store.delete("snap-1");
      store.collect();
      writer.addTree(tree, TreeFilter.ALL, Progress.NONE);
      assertThat(writer.commit().changedPages()).isZero();
    }
    store.collect();
    store.restore("snap-2", fixture.keys, temp.resolve("r"), Progress.NONE);
    Trees.assertSame(temp.resolve("r"), tree);
  }

  @Test
  void keepsWhatIsBeingRestored() throws IOException {
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    AtomicBoolean once = new AtomicBoolean();
    store.restore(
        "snap-1",
        fixture.keys,
        temp.resolve("r"),
        bytes -> {
          if (once.compareAndSet(false, true)) {
            store.delete("snap-1");
            assertThat(store.collect().segmentsRemoved()).isZero();
          }
        });
    Trees.assertSame(temp.resolve("r"), tree);
    assertThat(store.collect().segmentsRemoved()).isPositive();
  }

  @Test
  void removesNothingWhenAManifestCannotBeRead() {
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    fixture.snapshot(fixture.sealed("snap-2", "vol-2"), tree);
    store.delete("snap-2");
    ObjectName manifest = new ObjectName("snapshots/snap-1.manifest");
    fixture.storage.objects().put(manifest, new byte[100]);
    int before = fixture.storage.objects().size();
    assertThatThrownBy(store::collect)
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("snap-1");
    assertThat(fixture.storage.objects()).hasSize(before);
  }

  @Test
  void aDiscardedSnapshotLeavesNothing() {
    try (SnapshotWriter writer = store.create(fixture.sealed("snap-1", "vol-1"))) {
      writer.addTree(tree, TreeFilter.ALL, Progress.NONE);
    }
    assertThat(fixture.storage.list("segments/")).isEmpty();
    assertThat(store.snapshots()).isEmpty();
  }
}
