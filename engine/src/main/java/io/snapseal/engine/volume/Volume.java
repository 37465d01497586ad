package io.snapseal.engine.volume;

import java.nio.file.Path;

/** An open volume: a directory that reads and writes as plain files. */
public interface Volume extends AutoCloseable {

  /**
   * Returns the directory; mode 0711, so that a database account passes through it to its own 0700
   * data directory and cannot list it.
   */
  Path root();

  /**
   * Takes the plain view away; waits a bounded time for files still in use. Does nothing if closed
   * before.
   *
   * @throws io.snapseal.engine.EngineException.VolumeFailed if it stays in use; the volume is then
   *     still open
   */
  @Override
  void close();
}
