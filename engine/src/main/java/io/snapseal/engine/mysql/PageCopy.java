package io.snapseal.engine.mysql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A copy of one InnoDB file that is brought up to date again and again, by what each page's header
 * says: its checksum and the log position of its last change (MySQL source, {@code fil0types.h}).
 *
 * <p>While the server writes, a page may be read half old, half new; so a page only counts as
 * copied if its checksum fits. What never fits (another page size, encryption, compression) is
 * copied again by every round, and rightly by the last, when nothing is written any more.
 */
final class PageCopy {
  static final int PAGE = 16_384;
  private static final int PAGES_AT_ONCE = 64;
  private static final int HEADER = 26;
  private static final int LSN = 16;
  private static final int BODY = 38;
  private static final int TRAILER = 8;
  private static final long NEVER_SEEN = -1;

  private final Path from;
  private final Path to;
  private long[] lsns = new long[0];
  private int[] checksums = new int[0];
  private long newest;

  PageCopy(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  /** The latest change that any page had. */
  long newest() {
    return newest;
  }

  /** Copies what has changed since the last round. */
  void round() throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long size = in.size();
      resize((int) ((size + PAGE - 1) / PAGE));
      if (size % PAGE != 0) {
        lsns[lsns.length - 1] = NEVER_SEEN; // its header may be all that is left of it
      }
      out.truncate(size);
      ByteBuffer header = ByteBuffer.allocateDirect(HEADER);
      ByteBuffer pages = ByteBuffer.allocateDirect(PAGE * PAGES_AT_ONCE);
      for (int page = 0; page < lsns.length; ) {
        if (unchanged(in, page, header)) {
          page++;
        } else {
          page += copy(in, out, page, pages);
        }
      }
    }
  }

  private void resize(int count) {
    int before = lsns.length;
    lsns = Arrays.copyOf(lsns, count);
    checksums = Arrays.copyOf(checksums, count);
    if (count > before) {
      Arrays.fill(lsns, before, count, NEVER_SEEN);
    }
  }

  private boolean unchanged(FileChannel in, int page, ByteBuffer header) throws IOException {
    if (lsns[page] == NEVER_SEEN) {
      return false;
    }
    header.clear();
    return in.read(header, (long) page * PAGE) == HEADER
        && header.getInt(0) == checksums[page]
        && header.getLong(LSN) == lsns[page];
  }

  /** Copies a run of pages, the first because it has changed; returns how many. */
  private int copy(FileChannel in, FileChannel out, int first, ByteBuffer pages)
      throws IOException {
    int wanted = lsns[first] == NEVER_SEEN ? PAGES_AT_ONCE : 1;
    pages.clear().limit(PAGE * Math.min(wanted, lsns.length - first));
    long position = (long) first * PAGE;
    while (pages.hasRemaining()) {
      if (in.read(pages, position + pages.position()) < 0) {
        break; // it has become shorter, or ends within a page
      }
    }
    pages.flip();
    int count = (pages.limit() + PAGE - 1) / PAGE;
    for (int i = 0; i < count; i++) {
      note(first + i, pages, i * PAGE);
    }
    while (pages.hasRemaining()) {
      out.write(pages, position + pages.position());
    }
    return Math.max(1, count);
  }

  private void note(int page, ByteBuffer pages, int offset) {
    if (pages.limit() - offset < PAGE || !fits(pages, offset)) {
      lsns[page] = NEVER_SEEN;
      return;
    }
    lsns[page] = pages.getLong(offset + LSN);
    checksums[page] = pages.getInt(offset);
    newest = Math.max(newest, lsns[page]);
  }

  /** MySQL source, {@code buf_calc_page_crc32}; a page that was never written is all zero. */
  private static boolean fits(ByteBuffer pages, int offset) {
    int stored = pages.getInt(offset);
    int computed =
        crc(pages, offset + 4, offset + HEADER)
            ^ crc(pages, offset + BODY, offset + PAGE - TRAILER);
    return stored == computed || (stored == 0 && isZero(pages, offset));
  }

  private static int crc(ByteBuffer bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(from, to - from));
    return (int) crc.getValue();
  }

  private static boolean isZero(ByteBuffer bytes, int offset) {
    for (int i = 0; i < PAGE; i += Long.BYTES) {
      if (bytes.getLong(offset + i) != 0) {
        return false;
      }
    }
    return true;
  }
}
