package io.snapseal.blockstore;

import java.io.IOException;

/** A committed object, readable at any position by many threads. */
public interface ObjectReader extends AutoCloseable {
  /**
   * Its size in bytes.
   *
   * @throws IOException if the medium fails
   */
  long size() throws IOException;

  /**
   * Reads exactly {@code length} bytes that begin at {@code position}.
   *
   * @throws java.io.EOFException if the object ends before that
   * @throws IOException if the medium fails
   */
  void readFully(long position, byte[] into, int offset, int length) throws IOException;

  @Override
  void close();
}
