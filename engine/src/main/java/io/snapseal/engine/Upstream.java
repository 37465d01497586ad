package io.snapseal.engine;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a replica gets its changes from: another server on this machine, over that server's Unix
 * socket. Nothing of it goes over TCP, and no password is involved.
 *
 * @param runDirectory the source's {@link ServerSettings#runDirectory()}; the source need not run
 * @param replica the name under which the source keeps its log ({@link Replication#keepFor}): 1 to
 *     50 lower-case letters, digits and underscores
 */
public record Upstream(Path runDirectory, String replica) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,50}");

  public Upstream {
    requireName(replica);
  }

  /** Refuses what is no replica's name. */
  public static void requireName(String replica) {
    if (!NAME.matcher(replica).matches()) {
      throw new IllegalArgumentException("not a replica's name: " + replica);
    }
  }
}
