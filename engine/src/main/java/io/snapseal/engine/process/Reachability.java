package io.snapseal.engine.process;

import io.snapseal.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether an account can pass the directories on the way to its files: each needs the execute bit
 * for its owner, its group or others, whichever the account is (path_resolution(7)).
 *
 * <p>Snapseal's home is passed by database servers, so it and the directories down to an instance
 * are 0711: passed, not listed.
 */
public final class Reachability {
  private static final int OWNER_X = 0100;
  private static final int GROUP_X = 0010;
  private static final int OTHERS_X = 0001;

  private Reachability() {}

  /**
   * Checks every directory above {@code path}.
   *
   * @throws EngineException.Unreachable naming the first directory that the account cannot pass,
   *     and the command that changes it
   */
  public static void require(Account account, Path path) {
    obstacle(account, path)
        .ifPresent(
            directory -> {
              throw new EngineException.Unreachable(
                  "account "
                      + account.name()
                      + " cannot pass directory "
                      + directory
                      + " to reach "
                      + path,
                  "run: chmod o+x " + directory + ", or choose a home outside of it");
            });
  }

  static Optional<Path> obstacle(Account account, Path path) {
    if (!account.lowered()) {
      return Optional.empty();
    }
    Path real = existing(path.toAbsolutePath().normalize());
    for (int depth = 0; depth < real.getNameCount(); depth++) {
      Path directory = depth == 0 ? real.getRoot() : real.getRoot().resolve(real.subpath(0, depth));
      if (!passes(account, directory)) {
        return Optional.of(directory);
      }
    }
    return Optional.empty();
  }

  /** Resolves symbolic links: the real directories are those that must be passed. */
  private static Path existing(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      return path;
    }
    try {
      return parent.toRealPath().resolve(path.getFileName());
    } catch (IOException e) {
      throw new EngineException("directory " + parent + " does not exist", null, e);
    }
  }

  private static boolean passes(Account account, Path directory) {
    try {
      Map<String, Object> attributes = Files.readAttributes(directory, "unix:mode,uid,gid");
      return (mode(attributes, "mode") & bit(account, attributes)) != 0;
    } catch (IOException e) {
      throw new EngineException("cannot read the mode of " + directory, null, e);
    }
  }

  private static int bit(Account account, Map<String, Object> attributes) {
    if (mode(attributes, "uid") == account.uid()) {
      return OWNER_X;
    }
    return mode(attributes, "gid") == account.gid() ? GROUP_X : OTHERS_X;
  }

  private static int mode(Map<String, Object> attributes, String name) {
    return (Integer) Objects.requireNonNull(attributes.get(name));
  }
}
