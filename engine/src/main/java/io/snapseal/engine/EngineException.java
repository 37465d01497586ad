package io.snapseal.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something outside the program keeps an engine or a volume from working. Bugs are other types
 * ({@link IllegalStateException}, {@link IllegalArgumentException}).
 *
 * <p>The message says the cause, {@link #fix()} what a person can do about it; neither holds a
 * secret.
 */
public class EngineException extends RuntimeException {
  private final @Nullable String fix;

  /** With a cause in words, a fix in words (or null), and the exception it came from (or null). */
  public EngineException(String message, @Nullable String fix, @Nullable Throwable cause) {
    super(message, cause);
    this.fix = fix;
  }

  /** Returns what a person can do about it, if anything is known: a full sentence or a command. */
  public Optional<String> fix() {
    return Optional.ofNullable(fix);
  }

  /** A program that is needed is not installed; {@link #fix()} is the line that installs it. */
  public static final class Missing extends EngineException {
    public Missing(String message, String installLine) {
      super(message, "install it with: " + installLine, null);
    }
  }

  /** The TCP port asked for is in use by something else. */
  public static final class PortTaken extends EngineException {
    public PortTaken(int port) {
      super(
          "port " + port + " on 127.0.0.1 is in use",
          "choose another port, or 0 for any free one",
          null);
    }
  }

  /** The server ended while starting, or did not get ready in time. */
  public static final class StartFailed extends EngineException {
    public StartFailed(String message, @Nullable String fix, @Nullable Throwable cause) {
      super(message, fix, cause);
    }
  }

  /** A process could not be ended. */
  public static final class StopFailed extends EngineException {
    public StopFailed(String message, @Nullable String fix, @Nullable Throwable cause) {
      super(message, fix, cause);
    }
  }

  /** The account the server runs as cannot pass a directory on the way to its files. */
  public static final class Unreachable extends EngineException {
    public Unreachable(String message, String fix) {
      super(message, fix, null);
    }
  }

  /**
   * A data directory is not what it should be: in use, not empty, of another version, or damaged.
   */
  public static final class BadDataDirectory extends EngineException {
    public BadDataDirectory(String message, @Nullable String fix, @Nullable Throwable cause) {
      super(message, fix, cause);
    }
  }

  /** No space is left where the files go. */
  public static final class StorageFull extends EngineException {
    public StorageFull(String message) {
      super(
          message, "free space on the file system, or move the region home to a larger one", null);
    }
  }

  /** A hot backup could not begin or end; nothing copied under it may be kept. */
  public static final class BackupFailed extends EngineException {
    public BackupFailed(String message, @Nullable String fix, @Nullable Throwable cause) {
      super(message, fix, cause);
    }
  }

  /** A volume could not be created, opened or closed. */
  public static final class VolumeFailed extends EngineException {
    public VolumeFailed(String message, @Nullable String fix, @Nullable Throwable cause) {
      super(message, fix, cause);
    }
  }

  /** The key does not open this volume. */
  public static final class WrongVolumeKey extends EngineException {
    public WrongVolumeKey(String message) {
      super(message, null, null);
    }
  }
}
