package io.snapseal.engine.volume;

import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Programs;
import java.nio.file.Path;
import java.util.List;

/**
 * How root mounts a volume for servers of another account.
 *
 * <p>Not by a gocryptfs that is root: such a one takes the account of whoever creates a file for
 * that moment, for all its threads at once, and with two files created at a time the one's creation
 * fails or the other becomes root's (seen with 2.3). Root opens the FUSE device and mounts;
 * gocryptfs then runs as the servers' account, so what it creates is theirs without any change, and
 * keeps of root's privileges only what gives files away and reaches what is not its own. No other
 * process of that account may look into it (ptrace(2): it has privileges that they have not).
 */
final class LoweredMount {
  private static final String KEPT = "-all,+chown,+dac_override,+fowner,+fsetid";

  private static final String SCRIPT =
      """
      set -e
      exec 3<>/dev/fuse
      mount -i -n -t fuse.gocryptfs -o "fd=3,rootmode=40000,user_id=0,group_id=0,\
      default_permissions,allow_other,nosuid,nodev,noexec,max_read=131072" "$5" "$6"
      exec setpriv --reuid "$2" --regid "$3" --clear-groups --no-new-privs --inh-caps="$4" \
      --ambient-caps="$4" --bounding-set="$4" -- "$1" -q "$5" /dev/fd/3
      """;

  private LoweredMount() {}

  /** The command line; if it fails, something may be mounted all the same. */
  static String[] command(String gocryptfs, Account server, Path directory, Path point) {
    Programs.require("setpriv", "apt-get install util-linux");
    return List.of(
            "/bin/sh",
            "-c",
            SCRIPT,
            "sh",
            gocryptfs,
            Integer.toString(server.uid()),
            Integer.toString(server.gid()),
            KEPT,
            directory.toString(),
            point.toString())
        .toArray(new String[0]);
  }
}
