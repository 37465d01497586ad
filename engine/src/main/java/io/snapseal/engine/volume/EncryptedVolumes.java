package io.snapseal.engine.volume;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A driver that keeps files in one directory, at rest, and shows them in another, while open.
 *
 * <p>Security of a driver with {@link #encryptsAtRest()}: whoever reads the files at rest (a stolen
 * disk, a copied home) learns their number, sizes, times and owners, not a byte of content or a
 * name; altered content is refused when read. It does not protect against root or against the
 * database's own account while the volume is open. The key is handed to the driver's process
 * through a pipe: it is never on a command line, in an environment variable or in a file.
 *
 * <p>Every method may be repeated after a SIGKILL of an earlier call. Calls for one volume must not
 * overlap.
 */
public interface EncryptedVolumes {

  /** Returns the driver's name: {@code gocryptfs}, {@code ram} or {@code plain}. */
  String name();

  /** Tells whether nothing readable ever reaches a disk. */
  boolean encryptsAtRest();

  /** Tells whether files outlive {@link Volume#close()} and a restart of the machine. */
  boolean persistent();

  /**
   * Returns why the driver cannot work on this machine and how to change that, or nothing if it
   * can.
   */
  Optional<String> unavailableBecause();

  /**
   * Creates an empty volume. All or nothing.
   *
   * @param atRest where the files are kept; absent or empty, its parent exists
   * @throws io.snapseal.engine.EngineException if it is not empty, or the driver fails or is
   *     missing
   */
  void create(Path atRest, VolumeKey key);

  /**
   * Opens a volume.
   *
   * @param mountPoint where the files are shown: absent or empty, its parent exists
   * @throws io.snapseal.engine.EngineException.WrongVolumeKey if the key is not the one given to
   *     {@link #create}
   * @throws io.snapseal.engine.EngineException if the driver fails or is missing
   */
  Volume open(Path atRest, Path mountPoint, VolumeKey key);

  /**
   * Takes away what a killed Snapseal left open; end the servers that use it first. Data of a
   * volume that is not {@link #persistent()} goes with it.
   *
   * @return whether there was something
   * @throws io.snapseal.engine.EngineException.VolumeFailed if it is in use, or something else is
   *     mounted there
   */
  boolean reclaim(Path atRest, Path mountPoint);
}
