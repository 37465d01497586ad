package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.blockstore.CopySource.FramePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies from a store that is elsewhere, and may lie. */
class ForeignCopyTest {
  private static final int MIB = 1 << 20;

  @TempDir(factory = InMemory.class)
  Path temp;

  private final StoreFixture here = new StoreFixture(2 * MIB);
  private final StoreFixture there = new StoreFixture(2 * MIB);
  private Path tree;
  private Path changed;

  @BeforeEach
  void takeSnapshots() throws IOException {
    tree = Files.createDirectory(temp.resolve("tree"));
    Files.createDirectory(tree.resolve("base"));
    byte[] bytes = new byte[9 * MIB];
    new Random(3).nextBytes(bytes);
    Files.write(tree.resolve("base/file"), bytes);
    Files.writeString(tree.resolve("base/small"), "small");
    Files.write(tree.resolve("zeros"), new byte[3 * MIB]);
    there.snapshot(there.sealed("snap-1", "vol-1"), tree);
    changed = temp.resolve("changed");
    Trees.copy(tree, changed);
    bytes[5 * MIB]++;
    Files.write(changed.resolve("base/file"), bytes);
    there.snapshot(there.sealed("snap-2", "vol-1", "snap-1"), changed);
  }

  private CopySource source(String id) {
    return there.store.openForCopy(id, Optional.empty(), there.keys);
  }

  private SnapshotInfo copied(CopySource source, NewSnapshot spec) {
    try (source) {
      return here.store.copy(source, spec, Progress.NONE);
    }
  }

  private void assertRestores(String id, Path expected) throws IOException {
    Path target = temp.resolve("restored-" + id);
    here.store.restore(id, here.keys, target, Progress.NONE);
    Trees.assertSame(target, expected);
  }

  @Test
  void itIsTheSameAndUnderItsOwnKey() throws IOException {
    copied(source("snap-2"), here.sealed("copy", "vol-9"));
    assertRestores("copy", changed);
    assertThat(here.store.verify("copy", here.keys, Progress.NONE).problems()).isEmpty();
    assertThatThrownBy(() -> copied(source("snap-2"), StoreFixture.plain("plain", "vol-8")))
        .isInstanceOf(OneWayException.class);
  }

  /**
   * The frames of one snapshot are no way to those of the others of its lineage, which lie in the
   * same segments.
   */
  @Test
  void aFrameOfAnotherSnapshotIsNotGiven() throws IOException {
    Path later = temp.resolve("later");
    Trees.copy(changed, later);
    byte[] bytes = Files.readAllBytes(later.resolve("base/file"));
    new Random(9).nextBytes(bytes); // of what was there, most is in no page any more
    System.arraycopy(Files.readAllBytes(tree.resolve("base/file")), 0, bytes, 0, 7 * MIB);
    Files.write(later.resolve("base/file"), bytes);
    there.snapshot(there.sealed("snap-3", "vol-1", "snap-2"), later);
    List<FramePlace> own = read("snap-3", "copy-3");
    List<FramePlace> others = read("snap-1", "copy-1");
    try (CopySource third = source("snap-3")) {
      for (FramePlace other : others) {
        for (int segment = 0; segment < 12; segment++) {
          FramePlace asked =
              new FramePlace(segment, other.offset(), other.payload(), other.pages());
          if (own.stream().noneMatch(place -> isAt(place, asked))) {
            assertThatThrownBy(() -> third.frames(List.of(asked)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a frame of this snapshot");
          }
        }
      }
      assertThatThrownBy(() -> third.frames(List.of(new FramePlace(-1, -1, -1, -1))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static boolean isAt(FramePlace place, FramePlace other) {
    return place.segment() == other.segment() && place.offset() == other.offset();
  }

  /** The places of all frames that a copy asks for. */
  private List<FramePlace> read(String id, String copy) {
    List<FramePlace> asked = Collections.synchronizedList(new ArrayList<>());
    copied(
        new CountingSource(source(id)) {
          @Override
          public byte[] frames(List<FramePlace> places) {
            asked.addAll(places);
            return super.frames(places);
          }
        },
        here.sealed(copy, "vol-" + copy));
    return asked;
  }

  @Test
  void aLaterCopyOfTheLineageStoresOnlyWhatChanged() throws IOException {
    copied(source("snap-1"), here.sealed("copy-1", "vol-9"));
    CountingSource second = new CountingSource(source("snap-2"));
    SnapshotInfo info = copied(second, here.sealed("copy-2", "vol-9", "copy-1"));
    assertThat(info.changedPages()).isEqualTo(1);
    assertThat(second.bytes()).isLessThan(MIB);
    assertRestores("copy-2", changed);
    here.store.delete("copy-1");
    here.store.collect();
    assertThat(here.store.verify("copy-2", here.keys, Progress.NONE).problems()).isEmpty();
  }

  /** Another key, another lineage, or no seal: the copy is whole. */
  @Test
  void anEarlierCopyThatCannotBeReferredToIsNotUsed() throws IOException {
    copied(source("snap-1"), here.sealed("copy-1", "vol-9"));
    SnapshotInfo otherKey =
        copied(
            source("snap-2"),
            new NewSnapshot(
                "copy-2",
                "vol-9",
                Optional.of("copy-1"),
                Optional.of(new Seal(here.kms, FakeKms.OTHER_KEY, StoreFixture.CONTEXT))));
    assertThat(otherKey.parent()).isEmpty();
    assertThat(otherKey.changedPages()).isGreaterThan(1000);
    there.snapshot(there.sealed("other", "vol-2"), changed);
    SnapshotInfo otherLineage = copied(source("other"), here.sealed("copy-3", "vol-9", "copy-1"));
    assertThat(otherLineage.parent()).isEmpty();
    assertThat(otherLineage.changedPages()).isGreaterThan(1000);
    assertRestores("copy-2", changed);
    assertRestores("copy-3", changed);
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("a changed frame", frames(bytes -> flipped(bytes, bytes.length / 2))),
        lie("a changed first byte", frames(bytes -> flipped(bytes, 0))),
        lie("a cut answer", frames(bytes -> Arrays.copyOf(bytes, bytes.length - 1))),
        lie("a longer answer", frames(bytes -> Arrays.copyOf(bytes, bytes.length + 1))),
        lie("no frames", frames(bytes -> new byte[0])),
        lie("zeros for frames", frames(bytes -> new byte[bytes.length])),
        lie("an endless answer", frames(bytes -> new byte[CopySource.MAX_BYTES])),
        lie("reordered frames", Reordered::new),
        lie("cut entries", entries((n, bytes) -> n == 0 ? Arrays.copyOf(bytes, 40) : bytes)),
        lie("no entries", entries((n, bytes) -> new byte[0])),
        lie("entries twice", Repeated::new),
        lie("noise for entries", entries((n, bytes) -> n == 0 ? noise() : bytes)),
        lie("a way out", entries((n, bytes) -> n == 0 ? wayOut() : bytes)),
        lie("a changed digest", entries((n, bytes) -> flipped(bytes, bytes.length - 3))),
        lie("another digest key", OtherKey::new),
        lie("fewer bytes than it says", inner -> new Sized(inner, 1)),
        lie("more bytes than it says", inner -> new Sized(inner, -1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aLieEndsTheCopyAndLeavesNothing(String name, Function<CopySource, CopySource> liar) {
    assertThatThrownBy(() -> copied(liar.apply(source("snap-2")), here.sealed("copy", "vol-9")))
        .as(name)
        .isInstanceOf(DamagedException.class);
    assertThat(here.store.find("copy")).isEmpty();
    here.store.delete("copy");
    here.store.collect();
    assertThat(here.storage.objects().keySet()).containsExactly(new ObjectName("format.json"));
  }

  private static Arguments lie(String name, Function<CopySource, CopySource> liar) {
    return Arguments.of(name, liar);
  }

  private static Function<CopySource, CopySource> frames(Function<byte[], byte[]> change) {
    return inner ->
        new CountingSource(inner) {
          @Override
          public byte[] frames(List<FramePlace> places) {
            return change.apply(super.frames(places));
          }
        };
  }

  private interface EntriesChange {
    byte[] apply(long number, byte[] bytes);
  }

  private static Function<CopySource, CopySource> entries(EntriesChange change) {
    return inner ->
        new CountingSource(inner) {
          @Override
          public byte[] entries(long number) {
            return change.apply(number, super.entries(number));
          }
        };
  }

  private static byte[] flipped(byte[] bytes, int at) {
    if (at >= 0 && at < bytes.length) {
      bytes[at] ^= 1;
    }
    return bytes;
  }

  private static byte[] noise() {
    byte[] noise = new byte[1000];
    new Random(1).nextBytes(noise);
    return noise;
  }

  /** A file {@code ../x} of no bytes. */
  private static byte[] wayOut() {
    return new byte[] {2, 4, '.', '.', '/', 'x', 0, 0};
  }

  /** Gives the frames in another order. */
  private static final class Reordered extends CountingSource {
    Reordered(CopySource inner) {
      super(inner);
    }

    @Override
    public byte[] frames(List<FramePlace> places) {
      List<FramePlace> other = new ArrayList<>(places);
      Collections.reverse(other);
      return super.frames(other);
    }
  }

  /** Begins the list again at its end. */
  private static final class Repeated extends CountingSource {
    private long length = Long.MAX_VALUE;

    Repeated(CopySource inner) {
      super(inner);
    }

    @Override
    public byte[] entries(long number) {
      byte[] chunk = number < length ? super.entries(number) : new byte[0];
      if (chunk.length == 0 && length == Long.MAX_VALUE) {
        length = number;
      }
      return number >= length ? super.entries(number - length) : chunk;
    }
  }

  /** Says another key of the digests. */
  private static final class OtherKey extends CountingSource {
    OtherKey(CopySource inner) {
      super(inner);
    }

    @Override
    public byte[] digestKey() {
      return flipped(super.digestKey(), 5);
    }
  }

  /** Says another size. */
  private static final class Sized extends CountingSource {
    private final long more;

    Sized(CopySource inner, long more) {
      super(inner);
      this.more = more;
    }

    @Override
    public Facts facts() {
      Facts facts = super.facts();
      return new Facts(facts.manifestDigest(), facts.sealed(), facts.logicalBytes() + more);
    }
  }
}
