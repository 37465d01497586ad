package io.snapseal.blockstore.v1;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of a file that is being added to a snapshot. Read at any position by many threads. */
interface Content extends AutoCloseable {
  /** How much of it is taken. */
  long size();

  /** Reads up to {@code length} bytes; fewer only where it ends. */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;

  /** How to get at it. */
  @FunctionalInterface
  interface Opener {
    /** Opens it; null if it has vanished. */
    @Nullable Content open() throws IOException;
  }
}
