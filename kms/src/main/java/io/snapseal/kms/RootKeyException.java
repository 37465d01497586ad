package io.snapseal.kms;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The region's root key cannot be used; the message says why, and {@link #fix} what to do. */
public final class RootKeyException extends RuntimeException {
  private static final String RESTORE = "Restore it from a copy of the same home.";
  private static final String RESTORE_BOTH =
      "Restore root.key and state.db from one copy of the same home.";

  private final String fix;

  private RootKeyException(String message, String fix, @Nullable Throwable cause) {
    super(message, cause);
    this.fix = fix;
  }

  /** What the person who runs the region can do, in whole sentences. */
  public String fix() {
    return fix;
  }

  static RootKeyException missing(Path file, int keys) {
    return new RootKeyException(
        "the root key " + file + " is missing, and the region has KMS keys under it: " + keys,
        RESTORE + " A new one would not open what these keys protect.",
        null);
  }

  static RootKeyException wrong(Path file) {
    return new RootKeyException(
        "the root key " + file + " opens none of the region's KMS keys: it is another region's",
        RESTORE_BOTH,
        null);
  }

  static RootKeyException open(Path file, String mode) {
    return new RootKeyException(
        "the root key " + file + " has mode " + mode + ": others may read it",
        "Run: chmod 600 " + file,
        null);
  }

  static RootKeyException unreadable(Path file, String how, @Nullable Throwable cause) {
    return new RootKeyException("the root key " + file + " " + how, RESTORE, cause);
  }

  static RootKeyException closed(String keyName, Throwable cause) {
    return new RootKeyException(
        "the root key does not open the KMS key "
            + keyName
            + ": the root key was replaced or the region's state was changed",
        RESTORE_BOTH,
        cause);
  }
}
