package io.snapseal.engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page counts as copied only if it was read whole. */
class PageCopyTest {
  private static final int PAGES = 200;

  @TempDir Path directory;
  private final Random random = new Random(1);

  private byte[] page(long lsn) {
    byte[] bytes = new byte[PageCopy.PAGE];
    random.nextBytes(bytes);
    ByteBuffer page = ByteBuffer.wrap(bytes).putLong(16, lsn);
    page.putInt(0, crc(bytes, 4, 26) ^ crc(bytes, 38, PageCopy.PAGE - 8));
    return bytes;
  }

  private static int crc(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  private static void put(byte[] file, int page, byte[] content) {
    System.arraycopy(content, 0, file, page * PageCopy.PAGE, content.length);
  }

  @Test
  void everyRoundTakesWhatChangedAndTheLastIsExact() throws IOException {
    Path from = directory.resolve("t.ibd");
    Path to = directory.resolve("copy");
    byte[] file = new byte[PAGES * PageCopy.PAGE]; // some pages stay zero
    for (int page = 0; page < PAGES; page += 2) {
      put(file, page, page(page + 1));
    }
    Files.write(from, file);
    PageCopy copy = new PageCopy(from, to);
    copy.round();
    assertThat(to).hasBinaryContent(file);
    put(file, 4, page(1000));
    put(file, 5, page(1001));
    put(file, PAGES - 1, page(1002));
    Files.write(from, file);
    copy.round();
    assertThat(to).hasBinaryContent(file);
    assertThat(copy.newest()).isEqualTo(1002);
  }

  /** As if it was read in the middle of a write: new at both ends, old between them. */
  @Test
  void aTornPageIsCopiedAgainThoughItsHeaderIsTheFinalOne() throws IOException {
    Path from = directory.resolve("t.ibd");
    Path to = directory.resolve("copy");
    byte[] whole = page(77);
    byte[] torn = whole.clone();
    random.nextBytes(ByteBuffer.wrap(torn).slice(4096, 4096).array());
    System.arraycopy(whole, 0, torn, 0, 4096);
    System.arraycopy(whole, 12_288, torn, 12_288, 4096);
    assertThat(torn).isNotEqualTo(whole);
    Files.write(from, torn);
    PageCopy copy = new PageCopy(from, to);
    copy.round();
    Files.write(from, whole);
    copy.round();
    assertThat(to).hasBinaryContent(whole);
  }

  @Test
  void aFileThatShrinksOrEndsWithinAPageIsCopiedAsItIs() throws IOException {
    Path from = directory.resolve("t.ibd");
    Path to = directory.resolve("copy");
    byte[] file = new byte[3 * PageCopy.PAGE];
    put(file, 0, page(1));
    put(file, 1, page(2));
    put(file, 2, page(3));
    Files.write(from, file);
    PageCopy copy = new PageCopy(from, to);
    copy.round();
    byte[] shorter = java.util.Arrays.copyOf(file, PageCopy.PAGE + 100);
    Files.write(from, shorter);
    copy.round();
    assertThat(to).hasBinaryContent(shorter);
    Files.write(from, file);
    copy.round();
    assertThat(to).hasBinaryContent(file);
  }
}
