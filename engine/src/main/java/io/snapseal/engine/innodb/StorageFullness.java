package io.snapseal.engine.innodb;

import java.util.regex.Pattern;

/** How these programs say that no space is left. */
public final class StorageFullness {
  private static final Pattern TOLD =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|[Ee]rrcode: 28\\b|error number 28\\b"
              + "|[Ee]rror:? 28\\b");

  private StorageFullness() {}

  /** Tells whether a program's words mean it. */
  public static boolean told(String output) {
    return TOLD.matcher(output).find();
  }
}
