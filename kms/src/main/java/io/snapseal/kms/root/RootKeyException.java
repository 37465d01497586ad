package io.snapseal.kms.root;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The region's root key cannot be used; the message says why, and {@link #fix} what to do. Neither
 * holds a secret.
 */
public final class RootKeyException extends RuntimeException {
  private static final String SUBJECT = "the root key ";
  private static final String RESTORE = "Restore it from a copy of the same home.";
  private static final String RESTORE_BOTH =
      "Restore root.key and state.db from one copy of the same home.";

  private final String fix;

  /**
   * @param message why, in lower case and without a full stop
   * @param fix what to do, in whole sentences
   */
  public RootKeyException(String message, String fix, @Nullable Throwable cause) {
    super(message, cause);
    this.fix = fix;
  }

  /** What the person who runs the region can do, in whole sentences. */
  public String fix() {
    return fix;
  }

  /** The file is gone, but not what it wraps. */
  public static RootKeyException missing(Path file, int keys, int accessKeys) {
    String under =
        keys + accessKeys == 0
            ? "an audit trail under it"
            : accessKeys == 0
                ? "KMS keys under it: " + keys
                : "access keys and KMS keys under it: " + (keys + accessKeys);
    return new RootKeyException(
        "the root key " + file + " is missing, and the region has " + under,
        RESTORE + " A new one would not open what these keys protect.",
        null);
  }

  /** It opens nothing of this region. */
  public static RootKeyException wrong(Path file) {
    return new RootKeyException(
        "the root key " + file + " opens none of the region's keys: it is another region's",
        RESTORE_BOTH,
        null);
  }

  /** It is kept otherwise than was said. */
  public static RootKeyException otherKind(Path file, RootKeyKind kept, RootKeyKind wanted) {
    return new RootKeyException(
        "the root key %s is kept by %s, not by %s".formatted(file, kept.word(), wanted.word()),
        "Leave --root-key out, or change how it is kept with 'snapseal root-key rewrap --root-key "
            + wanted.word()
            + "' while the region is stopped.",
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

  /** What is stored is not as it was written; where it is, {@link #at} adds. */
  static RootKeyException damaged(@Nullable Throwable cause) {
    return new RootKeyException("the root key is damaged", RESTORE, cause);
  }

  static RootKeyException unknownFormat() {
    return new RootKeyException("the root key is not one of this version", RESTORE, null);
  }

  /** The sealed bytes do not open under a key that is right by all other signs. */
  static RootKeyException changed(@Nullable Throwable cause) {
    return new RootKeyException("the root key was changed after it was written", RESTORE, cause);
  }

  /** The same, naming the file if it is about what is in the file. */
  public RootKeyException at(Path file) {
    String message = String.valueOf(getMessage());
    return message.startsWith(SUBJECT + "is ")
            || message.startsWith(SUBJECT + "was ")
            || message.startsWith(SUBJECT + "does not open: ")
        ? new RootKeyException(
            SUBJECT + file + " " + message.substring(SUBJECT.length()), fix, getCause())
        : this;
  }

  /** What a KMS key is wrapped with is not this. */
  public static RootKeyException closed(String keyName, Throwable cause) {
    return new RootKeyException(
        "the root key does not open the KMS key "
            + keyName
            + ": the root key was replaced or the region's state was changed",
        RESTORE_BOTH,
        cause);
  }

  /** What an access key's secret is wrapped with is not this. */
  public static RootKeyException closedAccessKey(String accessKeyId, Throwable cause) {
    return new RootKeyException(
        "the root key does not open the secret of the access key "
            + accessKeyId
            + ": the region's state was changed",
        "Delete that access key, or restore root.key and state.db from one copy of the same home.",
        cause);
  }

  /** There is nothing to change. */
  public static RootKeyException none(Path file) {
    return new RootKeyException(
        "there is no root key " + file, "Start the region once, or name its --home.", null);
  }
}
