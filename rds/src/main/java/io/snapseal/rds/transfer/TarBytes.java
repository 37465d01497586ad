package io.snapseal.rds.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an archive on their way to the library that reads it: between files they are few (a
 * long name is read into memory), and the last of them are the zeros that end an archive.
 */
final class TarBytes extends FilterInputStream {
  private static final int BLOCK = 512;
  private static final String FOLLOWED = "something follows its end";

  /** Names and attributes of one file. */
  private static final long MOST_HEADER = 1 << 20;

  /** What may follow the end: an archive is padded to a multiple of its record. */
  private static final long MOST_PADDING = 16 << 20;

  private boolean inHeader;
  private long header;
  private int zeros;
  private boolean ended;
  private boolean followed;
  private @Nullable IOException failure;

  TarBytes(InputStream in) {
    super(in);
  }

  /** From here to {@link #endHeader} there is nothing of a file's content. */
  void beginHeader() {
    inHeader = true;
    header = 0;
    zeros = 0;
    ended = false;
    followed = false;
  }

  void endHeader() {
    inHeader = false;
  }

  /** Throws what the stream itself has failed with, if it has. */
  void rethrowOwn() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Reads what is left.
   *
   * @throws BadArchiveException if the library stopped elsewhere than at the archive's end, or
   *     something follows it
   */
  void requireEnd() throws IOException {
    if (!ended) {
      throw new BadArchiveException("it is cut off: the end of the archive is missing");
    }
    if (followed) {
      throw new BadArchiveException(FOLLOWED);
    }
    byte[] rest = new byte[BLOCK];
    long padding = 0;
    for (int count = in.read(rest); count >= 0; count = in.read(rest)) {
      padding += count;
      if (padding > MOST_PADDING || !isZero(rest, count)) {
        throw new BadArchiveException(FOLLOWED);
      }
    }
  }

  private static boolean isZero(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(into, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    if (inHeader && count > 0) {
      countHeader(into, offset, count);
    }
    return count;
  }

  private void countHeader(byte[] bytes, int offset, int count) {
    header += count;
    if (header > MOST_HEADER) {
      throw new BadArchiveException("the name or the attributes of a file are too long");
    }
    for (int i = offset; i < offset + count; i++) {
      zeros = bytes[i] == 0 ? zeros + 1 : 0;
      followed |= ended && zeros == 0;
      ended |= zeros == BLOCK;
    }
  }

  /** The library skips by reading: what is skipped is looked at, too. */
  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(count, BLOCK)];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
