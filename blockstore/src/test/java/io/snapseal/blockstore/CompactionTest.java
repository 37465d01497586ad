package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long lineage of which only the last snapshots are kept does not keep what the others wrote. */
class CompactionTest {
  private static final int PAGE = 8192;
  private static final int PAGES = 512;
  private static final int GENERATIONS = 40;

  @TempDir(factory = InMemory.class)
  Path temp;

  private final StoreFixture fixture = new StoreFixture();
  private final Random random = new Random(11);
  private final byte[] content = new byte[PAGES * PAGE];
  private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(temp.resolve("tree"));
    random.nextBytes(content);
    Files.write(tree.resolve("file"), content);
    fixture.snapshot(fixture.sealed("s0", "v"), tree);
  }

  /** Changes one page in ten, always among the last nine tenths: the first tenth stays as it is. */
  private void change() throws IOException {
    for (int i = 0; i < PAGES / 10; i++) {
      content[(PAGES / 10 + random.nextInt(PAGES * 9 / 10)) * PAGE]++;
    }
    Files.write(tree.resolve("file"), content);
  }

  private long stored() {
    return fixture.storage.objects().values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  @Test
  void spaceStaysInProportionToWhatIsNeeded() throws IOException {
    for (int generation = 1; generation < GENERATIONS; generation++) {
      change();
      fixture.snapshot(fixture.sealed("s" + generation, "v", "s" + (generation - 1)), tree);
      fixture.store.delete("s" + (generation - 1));
      fixture.store.collect();
      assertThat(stored()).isLessThan(3L * content.length);
    }
    String last = "s" + (GENERATIONS - 1);
    assertThat(fixture.store.verify(last, fixture.keys, Progress.NONE).problems()).isEmpty();
    fixture.store.restore(last, fixture.keys, temp.resolve("r"), Progress.NONE);
    Trees.assertSame(temp.resolve("r"), tree);
  }

  @Test
  void pagesOfSegmentsThatAreWellUsedAreNotStoredAgain() throws IOException {
    assertThat(fixture.snapshot(fixture.sealed("s1", "v", "s0"), tree).changedPages()).isZero();
    content[PAGE]++;
    Files.write(tree.resolve("file"), content);
    assertThat(fixture.snapshot(fixture.sealed("s2", "v", "s1"), tree).changedPages()).isOne();
  }
}
