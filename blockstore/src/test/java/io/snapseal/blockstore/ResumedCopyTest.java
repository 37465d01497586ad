package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that ended early is taken up where it was, and nothing of it is lost or made twice. */
class ResumedCopyTest {
  private static final int MIB = 1 << 20;

  @TempDir(factory = InMemory.class)
  Path temp;

  private final StoreFixture fixture = new StoreFixture();
  private Path tree;
  private int attempts;

  @BeforeEach
  void takeSnapshot() throws IOException {
    tree = Files.createDirectory(temp.resolve("tree"));
    byte[] bytes = new byte[8 * MIB];
    new Random(7).nextBytes(bytes);
    Files.write(tree.resolve("file"), bytes);
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
  }

  private NewSnapshot spec() {
    return new NewSnapshot(
        "copy",
        "vol-2",
        Optional.empty(),
        Optional.of(new Seal(fixture.kms, FakeKms.OTHER_KEY, StoreFixture.CONTEXT)));
  }

  /** One thread and small parts: many steps, always the same. */
  private BlockStore open(Storage storage) {
    BlockStoreOptions options = fixture.options(1);
    return BlockStore.open(
        storage, new BlockStoreOptions(1, MIB, options.random(), options.clock()));
  }

  private void copy(BlockStore store) {
    store.copy("snap-1", fixture.keys, store, spec(), Progress.NONE);
  }

  private static Set<ObjectName> under(MemoryStorage storage, String prefix) {
    return storage.objects().keySet().stream()
        .filter(name -> name.value().startsWith(prefix))
        .collect(Collectors.toSet());
  }

  private void assertRestores(BlockStore store) throws IOException {
    Path target = temp.resolve("r" + attempts++);
    store.restore("copy", fixture.keys, target, Progress.NONE);
    Trees.assertSame(target, tree);
    Trees.delete(target);
  }

  /** Dead, or failed and alive, at any step of the medium: the next attempt completes it. */
  @Test
  void whateverStepItEndedAtTheNextAttemptCompletesIt() throws IOException {
    int taken = 0;
    for (boolean dies : new boolean[] {true, false}) {
      FaultyStorage faulty;
      int step = 1;
      do {
        MemoryStorage medium = fixture.storage.copy();
        faulty = new FaultyStorage(medium, step++, dies);
        try (BlockStore store = open(faulty)) {
          copy(store);
        } catch (StorageFailedException e) {
          assertThat(e).hasMessageContaining("injected");
        }
        try (BlockStore store = open(medium)) {
          store.collect(); // as every start does
          Set<ObjectName> durable = under(medium, "segments/vol-2/");
          if (store.find("copy").isEmpty()) {
            copy(store);
          }
          assertThat(under(medium, "segments/vol-2/")).containsAll(durable);
          taken = Math.max(taken, durable.size());
          assertRestores(store);
          store.collect();
          assertThat(under(medium, "copies/")).isEmpty();
        }
      } while (faulty.wasHit());
    }
    assertThat(taken).isGreaterThan(5);
  }

  /** Of a copy that came to half of it, that half is not read again. */
  @Test
  void whatIsDurableIsNotReadAgain() {
    MemoryStorage medium = fixture.storage.copy();
    try (BlockStore store = open(medium)) {
      assertThatThrownBy(
              () ->
                  store.copy(
                      "snap-1",
                      fixture.keys,
                      store,
                      spec(),
                      done -> {
                        if (done > 5L * MIB) {
                          throw new IllegalStateException("killed");
                        }
                      }))
          .hasMessage("killed");
      int before = under(medium, "segments/vol-2/").size();
      assertThat(before).isGreaterThanOrEqualTo(4);
      assertThat(store.unfinishedCopies()).containsExactly("copy");
      CountingSource source =
          new CountingSource(store.openForCopy("snap-1", Optional.empty(), fixture.keys));
      try (source) {
        store.copy(source, spec(), Progress.NONE);
      }
      assertThat(source.bytes()).isLessThan(9L * MIB / 2);
      assertThat(store.verify("copy", fixture.keys, Progress.NONE).problems()).isEmpty();
      assertThat(store.unfinishedCopies()).isEmpty();
    }
  }

  /** Marks are sealed: whoever can write the store cannot say what is durable. */
  @Test
  void aForgedMarkOrADamagedSegmentIsNotTaken() throws IOException {
    for (boolean damaged : new boolean[] {true, false}) {
      MemoryStorage medium = fixture.storage.copy();
      try (BlockStore store = open(medium)) {
        assertThatThrownBy(() -> copyUntil(store, 5L * MIB)).hasMessage("killed");
        List<ObjectName> marks = List.copyOf(under(medium, "copies/"));
        assertThat(marks).hasSizeGreaterThan(3);
        for (ObjectName mark : marks) {
          ObjectName segment =
              new ObjectName(
                  "segments/vol-2/" + mark.last().substring(mark.last().lastIndexOf('-') + 1));
          if (damaged) {
            medium.objects().put(segment, new byte[] {1});
          } else {
            medium.objects().put(mark, new byte[16]);
          }
        }
        copy(store);
        assertRestores(store);
      }
    }
  }

  private void copyUntil(BlockStore store, long end) {
    store.copy(
        "snap-1",
        fixture.keys,
        store,
        spec(),
        done -> {
          if (done > end) {
            throw new IllegalStateException("killed");
          }
        });
  }

  /** Another source, or other sizes: nothing of the earlier attempt fits, and nothing is mixed. */
  @Test
  void anotherPlanTakesNothing() throws IOException {
    MemoryStorage medium = fixture.storage.copy();
    try (BlockStore store = open(medium)) {
      assertThatThrownBy(() -> copyUntil(store, 5L * MIB)).hasMessage("killed");
    }
    BlockStoreOptions options = fixture.options(1);
    try (BlockStore store =
        BlockStore.open(
            medium, new BlockStoreOptions(1, 2 * MIB, options.random(), options.clock()))) {
      copy(store);
      assertRestores(store);
      store.collect();
      assertThat(under(medium, "copies/")).isEmpty();
    }
  }

  @Test
  void aCopyThatIsGivenUpLeavesNothing() {
    MemoryStorage medium = fixture.storage.copy();
    try (BlockStore store = open(medium)) {
      assertThatThrownBy(() -> copyUntil(store, 5L * MIB)).hasMessage("killed");
      store.delete("copy");
      store.collect();
      assertThat(medium.objects().keySet()).isEqualTo(fixture.storage.objects().keySet());
    }
  }
}
