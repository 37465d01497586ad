package io.snapseal.blockstore;

import java.io.IOException;
import java.util.stream.Stream;

/**
 * Immutable objects by name: the contract between the block store and a medium. One process uses a
 * storage at a time; its methods may be called from many threads.
 *
 * <p>What comes back is not trusted: the block store authenticates every byte it reads.
 */
public interface Storage extends AutoCloseable {
  /**
   * Begins an object. Nothing is visible under the name before {@link ObjectWriter#commit}.
   *
   * @throws IOException if the medium fails
   */
  ObjectWriter create(ObjectName name) throws IOException;

  /**
   * Opens an object for reading at any position.
   *
   * @throws java.nio.file.NoSuchFileException if there is none of that name
   * @throws IOException if the medium fails
   */
  ObjectReader open(ObjectName name) throws IOException;

  /**
   * The names of the committed objects that begin with a prefix, which is empty or ends in {@code
   * /}, in no particular order. Objects that come or go meanwhile may be left out.
   *
   * @throws IOException if the medium fails
   */
  Stream<ObjectName> list(String prefix) throws IOException;

  /**
   * Removes an object, durably; does nothing if there is none. Readers that have it open may go on
   * or fail.
   *
   * @throws IOException if the medium fails
   */
  void delete(ObjectName name) throws IOException;

  /** Lets go of the medium. Writers that have not committed leave nothing visible. */
  @Override
  void close();
}
