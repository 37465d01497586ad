package io.snapseal.engine;

import java.nio.file.Path;

/**
 * A backup in progress of a running server. For one thread at a time.
 *
 * <p>The caller copies {@link #root()}, keeping to {@link #includes}, then calls {@link #finish()},
 * then copies what its result lists, then closes. While it copies, files grow, shrink, appear and
 * vanish, and a page may be read half old, half new: all of that is repaired by the log when the
 * copy is started. A file that vanishes before it is opened, or ends early, is not an error.
 */
public interface HotBackup extends AutoCloseable {

  /** Returns the directory to copy. */
  Path root();

  /**
   * Tells whether a file or directory belongs into the backup. Of an excluded directory nothing is
   * copied; of an included directory the entry itself is, even if all its contents are excluded.
   *
   * @param relativePath path below {@link #root()}, names separated by {@code /}, no leading slash
   * @param directory whether it is a directory
   */
  boolean includes(String relativePath, boolean directory);

  /**
   * Ends the backup: whatever was copied before this call is, together with what it returns,
   * consistent as of some moment after the backup had begun ({@link DatabaseServer#beginBackup} had
   * been called), with everything acknowledged before that call.
   *
   * <p>The log files it lists are kept by the server until {@link #close()}.
   *
   * @throws EngineException.BackupFailed if the server refuses or has gone; the copy is then
   *     worthless
   */
  BackupEnd finish();

  /**
   * Lets the server drop the log files; before {@link #finish()}, aborts the backup. Never throws.
   */
  @Override
  void close();
}
