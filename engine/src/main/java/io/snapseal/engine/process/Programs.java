package io.snapseal.engine.process;

import io.snapseal.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds installed programs in the system's own directories; the caller's PATH is not trusted, as
 * Snapseal may be root.
 */
public final class Programs {
  /** Where programs are looked for, and the PATH that child processes get. */
  static final List<String> DIRECTORIES =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private Programs() {}

  /** Returns the full path of a program, if it is installed. */
  public static Optional<String> find(String name) {
    return DIRECTORIES.stream()
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /**
   * Returns the full path of a program.
   *
   * @throws EngineException.Missing if it is not installed
   */
  public static String require(String name, String installLine) {
    return find(name)
        .orElseThrow(() -> new EngineException.Missing(name + " is not installed", installLine));
  }
}
