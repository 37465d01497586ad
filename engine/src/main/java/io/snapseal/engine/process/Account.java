package io.snapseal.engine.process;

import io.snapseal.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The operating system account that database servers run as.
 *
 * <p>Database servers refuse to run as root, rightly. Snapseal run by root lowers its servers to an
 * unprivileged account; run by anyone else it leaves them as they are.
 *
 * @param name login name
 * @param uid user id
 * @param gid id of its primary group
 * @param lowered whether this is another account than the one Snapseal runs as, so that processes
 *     must be lowered and files handed over
 */
public record Account(String name, int uid, int gid, boolean lowered) {
  private static final Path PASSWD = Path.of("/etc/passwd");

  public Account {
    if (lowered && uid == 0) {
      throw new IllegalArgumentException("a server account must not be root");
    }
  }

  /**
   * Chooses the account: when Snapseal runs as root the first of {@code postgres} and {@code
   * nobody} that exists, otherwise the current one.
   *
   * @throws EngineException.Missing if root has neither
   */
  public static Account forServers() {
    Account current = current();
    if (current.uid != 0) {
      return current;
    }
    return named("postgres")
        .or(() -> named("nobody"))
        .orElseThrow(
            () ->
                new EngineException.Missing(
                    "there is no unprivileged account to run a database server as",
                    "useradd --system --no-create-home postgres"));
  }

  /** Returns the account this process runs as. */
  public static Account current() {
    try {
      int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      int gid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
      String name = byUid(uid).map(Account::name).orElse(Integer.toString(uid));
      return new Account(name, uid, gid, false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell who runs this process: /proc/self", e);
    }
  }

  /** Looks an account up by name; it is lowered to, as root may do. */
  public static Optional<Account> named(String name) {
    return entries().stream().filter(a -> a.name.equals(name)).findFirst();
  }

  private static Optional<Account> byUid(int uid) {
    return entries().stream().filter(a -> a.uid == uid).findFirst();
  }

  private static List<Account> entries() {
    try {
      List<Account> entries = new ArrayList<>();
      for (String line : Files.readAllLines(PASSWD, StandardCharsets.ISO_8859_1)) {
        String[] fields = line.split(":", -1);
        if (fields.length >= 4) {
          int uid = Integer.parseInt(fields[2]);
          entries.add(new Account(fields[0], uid, Integer.parseInt(fields[3]), uid != 0));
        }
      }
      return entries;
    } catch (IOException | NumberFormatException e) {
      throw new EngineException("cannot read the accounts in " + PASSWD, null, e);
    }
  }

  /**
   * Returns the command line with which root starts a program as this account: no supplementary
   * groups, and no way to gain privileges again. The same command otherwise.
   */
  public List<String> lower(List<String> command) {
    if (!lowered) {
      return command;
    }
    List<String> line = new ArrayList<>();
    line.add(Programs.require("setpriv", "apt-get install util-linux"));
    line.addAll(List.of("--reuid", Integer.toString(uid), "--regid", Integer.toString(gid)));
    line.addAll(List.of("--clear-groups", "--no-new-privs", "--"));
    line.addAll(command);
    return line;
  }
}
