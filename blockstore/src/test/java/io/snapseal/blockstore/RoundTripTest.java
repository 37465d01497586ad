package io.snapseal.blockstore;

import static io.snapseal.blockstore.StoreFixture.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
  private static final int MIB = 1 << 20;

  @TempDir(factory = InMemory.class)
  Path temp;

  private Path tree;
  private final StoreFixture fixture = new StoreFixture(MIB);
  private final BlockStore store = fixture.store;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(temp.resolve("tree"));
    Random random = new Random(7);
    Files.createDirectories(tree.resolve("base/1"));
    Files.createDirectories(tree.resolve("empty/inner"));
    Files.write(tree.resolve("base/1/small"), "hello".getBytes(StandardCharsets.UTF_8));
    Files.write(tree.resolve("base/1.txt"), bytes(random, 8192));
    Files.write(tree.resolve("base/nothing"), new byte[0]);
    Files.write(tree.resolve("base/zeros"), new byte[3 * MIB + 17]);
    Files.write(tree.resolve("large"), bytes(random, 20 * MIB + 4711));
    byte[] holes = new byte[9 * MIB];
    System.arraycopy(bytes(random, 8192), 0, holes, 4 * MIB, 8192);
    Files.write(tree.resolve("holes"), holes);
    Files.write(tree.resolve("grüße"), bytes(random, 100));
    mode(tree.resolve("large"), "r--r-----");
    mode(tree.resolve("empty/inner"), "r-x------");
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Path restored(String id, KeyAccess keys) {
    Path target = temp.resolve("restored-" + id);
    store.restore(id, keys, target, Progress.NONE);
    return target;
  }

  @Test
  void anUnsealedSnapshotComesBack() throws IOException {
    SnapshotInfo info = fixture.snapshot(plain("snap-1", "vol-1"), tree);
    Trees.assertSame(restored("snap-1", KeyAccess.none()), tree);
    assertThat(info.sealed()).isFalse();
    assertThat(info.files()).isEqualTo(7);
    assertThat(info.directories()).isEqualTo(4);
    assertThat(info.createdAt()).isEqualTo(StoreFixture.CLOCK.instant());
  }

  @Test
  void aSealedSnapshotComesBack() throws IOException {
    SnapshotInfo info = fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    Trees.assertSame(restored("snap-1", fixture.keys), tree);
    assertThat(info.keyArn()).contains(FakeKms.KEY);
    assertThat(info.encryptionContext()).isEqualTo(StoreFixture.CONTEXT);
    assertThat(store.verify("snap-1", fixture.keys, Progress.NONE).problems()).isEmpty();
  }

  @Test
  void aSealedStoreShowsNoPlaintextAndAnUnsealedOneDoes() throws IOException {
    byte[] canary = "canary-canary-canary".getBytes(StandardCharsets.UTF_8);
    Path file = tree.resolve("canary-file-name");
    Files.write(file, canary);
    fixture.snapshot(plain("snap-1", "vol-1"), tree);
    assertThat(holding("canary-canary-canary")).isNotEmpty();
    assertThat(holding("canary-file-name")).isNotEmpty();
    store.delete("snap-1");
    store.collect();
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    assertThat(holding("canary")).isEmpty();
  }

  private List<ObjectName> holding(String text) {
    return fixture.storage.objects().entrySet().stream()
        .filter(e -> new String(e.getValue(), StandardCharsets.ISO_8859_1).contains(text))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void onlyWhatChangedIsStoredAgain() throws IOException {
    SnapshotInfo first = fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    byte[] large = Files.readAllBytes(tree.resolve("large"));
    mode(tree.resolve("large"), "rw-------");
    large[5 * MIB]++;
    Files.write(tree.resolve("large"), large);
    SnapshotInfo second = fixture.snapshot(fixture.sealed("snap-2", "vol-1", "snap-1"), tree);
    assertThat(second.changedPages()).isEqualTo(1);
    assertThat(second.storedBytes()).isLessThan(10_000);
    assertThat(second.parent()).contains("snap-1");
    assertThat(first.storedBytes()).isGreaterThan(20 * MIB);
    store.delete("snap-1");
    store.collect();
    Trees.assertSame(restored("snap-2", fixture.keys), tree);
  }

  @Test
  void singleFilesStandBesideTheTree() throws IOException {
    Files.write(temp.resolve("wal"), new byte[] {1, 2, 3});
    try (SnapshotWriter writer = store.create(fixture.sealed("snap-1", "vol-1"))) {
      writer.addFile("before/label", 0640, new byte[] {9});
      writer.addTree(tree, (path, directory) -> !path.equals("large"), Progress.NONE);
      writer.addFile("base/1/wal", temp.resolve("wal"));
      writer.addFile("zz", 0600, new byte[0]);
      writer.commit();
    }
    Files.delete(tree.resolve("large"));
    Files.createDirectory(tree.resolve("before"));
    mode(tree.resolve("before"), "rwx------");
    Files.write(tree.resolve("before/label"), new byte[] {9});
    mode(tree.resolve("before/label"), "rw-r-----");
    Files.copy(temp.resolve("wal"), tree.resolve("base/1/wal"));
    Files.createFile(tree.resolve("zz"));
    mode(tree.resolve("zz"), "rw-------");
    Trees.assertSame(restored("snap-1", fixture.keys), tree);
  }

  @Test
  void aCopyUnderAnotherKeyComesBackAndNeedsOnlyThatKey() throws IOException {
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    Seal other = new Seal(fixture.kms, FakeKms.OTHER_KEY, Map.of("purpose", "copy"));
    NewSnapshot spec = new NewSnapshot("copy", "vol-2", Optional.empty(), Optional.of(other));
    SnapshotInfo copy = store.copy("snap-1", fixture.keys, store, spec, Progress.NONE);
    assertThat(copy.keyArn()).contains(FakeKms.OTHER_KEY);
    fixture.kms.disable(FakeKms.KEY);
    store.delete("snap-1");
    store.collect();
    Trees.assertSame(restored("copy", fixture.keys), tree);
    assertThat(store.verify("copy", fixture.keys, Progress.NONE).intact()).isTrue();
  }

  @Test
  void aCopyOfAnUnsealedSnapshotIsSealedAndCanBeAParent() throws IOException {
    fixture.snapshot(plain("snap-1", "vol-1"), tree);
    StoreFixture elsewhere = new StoreFixture();
    SnapshotInfo copy =
        store.copy(
            "snap-1",
            KeyAccess.none(),
            elsewhere.store,
            elsewhere.sealed("copy", "vol-2"),
            Progress.NONE);
    assertThat(copy.sealed()).isTrue();
    SnapshotInfo next = elsewhere.snapshot(elsewhere.sealed("next", "vol-2", "copy"), tree);
    assertThat(next.changedPages()).isZero();
    Path target = temp.resolve("restored");
    elsewhere.store.restore("next", elsewhere.keys, target, Progress.NONE);
    Trees.assertSame(target, tree);
  }

  @Test
  void nothingTurnsASealedSnapshotIntoAnUnsealedOne() {
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
    assertThatThrownBy(
            () -> store.copy("snap-1", fixture.keys, store, plain("p", "vol-2"), Progress.NONE))
        .isInstanceOf(OneWayException.class);
    assertThatThrownBy(() -> store.create(plain("p", "vol-1", "snap-1")))
        .isInstanceOf(OneWayException.class);
    assertThat(store.find("p")).isEmpty();
  }

  @Test
  void progressGrowsToTheWhole() {
    List<Long> steps = new ArrayList<>();
    SnapshotInfo info;
    try (SnapshotWriter writer = store.create(fixture.sealed("snap-1", "vol-1"))) {
      writer.addTree(tree, TreeFilter.ALL, steps::add);
      info = writer.commit();
    }
    assertThat(steps).isSorted().last().isEqualTo(info.logicalBytes());
    List<Long> restore = new ArrayList<>();
    store.restore("snap-1", fixture.keys, temp.resolve("r"), restore::add);
    assertThat(restore).isSorted().last().isEqualTo(info.logicalBytes());
  }

  @Test
  void anExceptionFromProgressEndsTheWorkAsItIs() {
    IllegalStateException stop = new IllegalStateException("enough");
    try (SnapshotWriter writer = store.create(fixture.sealed("snap-1", "vol-1"))) {
      assertThatThrownBy(
              () ->
                  writer.addTree(
                      tree,
                      TreeFilter.ALL,
                      bytes -> {
                        throw stop;
                      }))
          .isSameAs(stop);
    }
    assertThat(store.find("snap-1")).isEmpty();
    assertThat(fixture.storage.list("segments/")).isEmpty();
  }

  @Test
  void namesAreTakenOnce() {
    fixture.snapshot(plain("snap-1", "vol-1"), tree);
    assertThatThrownBy(() -> store.create(plain("snap-1", "vol-1")))
        .isInstanceOf(SnapshotExistsException.class);
    assertThat(store.snapshots()).containsExactly("snap-1");
  }

  @Test
  void aTargetWithSomethingInItIsRefused() {
    fixture.snapshot(plain("snap-1", "vol-1"), tree);
    assertThatThrownBy(() -> store.restore("snap-1", KeyAccess.none(), tree, Progress.NONE))
        .isInstanceOf(TargetNotEmptyException.class);
  }
}
