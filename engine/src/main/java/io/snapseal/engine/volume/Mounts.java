package io.snapseal.engine.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The mounts this process sees: {@code /proc/self/mountinfo} (proc(5)). */
final class Mounts {
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private Mounts() {}

  /**
   * One mount.
   *
   * @param point where it is
   * @param type its file system, for example {@code fuse.gocryptfs}
   * @param source what is mounted, in the file system's own words
   */
  record Mount(Path point, String type, String source) {}

  /**
   * Finds the topmost mount at exactly this path; works also when the file system there no longer
   * answers.
   */
  static Optional<Mount> at(Path point) {
    try {
      return at(point, Files.readAllLines(MOUNTINFO, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MOUNTINFO, e);
    }
  }

  static Optional<Mount> at(Path point, List<String> mountinfo) {
    return mountinfo.stream()
        .map(Mounts::parse)
        .flatMap(Optional::stream)
        .filter(mount -> mount.point.equals(point))
        .reduce((lower, upper) -> upper);
  }

  private static Optional<Mount> parse(String line) {
    int separator = line.indexOf(" - ");
    if (separator < 0) {
      return Optional.empty();
    }
    String[] before = line.substring(0, separator).split(" ", -1);
    String[] after = line.substring(separator + 3).split(" ", -1);
    if (before.length < 5 || after.length < 2) {
      return Optional.empty();
    }
    return Optional.of(new Mount(Path.of(plain(before[4])), after[0], plain(after[1])));
  }

  /** Blanks, tabs, line feeds and backslashes are written as three octal digits. */
  private static String plain(String escaped) {
    return OCTAL.matcher(escaped).replaceAll(Mounts::character);
  }

  private static String character(MatchResult octal) {
    char c = (char) Integer.parseInt(octal.group(1), 8);
    return c == '\\' ? "\\\\" : String.valueOf(c);
  }
}
