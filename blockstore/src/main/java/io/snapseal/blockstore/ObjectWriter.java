package io.snapseal.blockstore;

import java.io.IOException;

/** An object being written, from its first byte to its last. Used by one thread at a time. */
public interface ObjectWriter extends AutoCloseable {
  /**
   * Appends bytes.
   *
   * @throws IOException if the medium fails; the object can then only be closed
   */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Makes the object visible, whole and durable: when this returns, a power cut does not undo it.
   *
   * @throws java.nio.file.FileAlreadyExistsException if an object of this name exists
   * @throws IOException if the medium fails; whether the object is there is then unknown
   */
  void commit() throws IOException;

  /** Discards the object unless it was committed. */
  @Override
  void close();
}
