package io.snapseal.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of other processes (proc(5)). */
final class OnLinux {
  private OnLinux() {}

  /** Command line and working directory; empty for a process that is gone. */
  static String describe(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
              .replace('\0', ' ')
          + " in "
          + Files.readSymbolicLink(process.resolve("cwd"));
    } catch (IOException e) {
      return "";
    }
  }
}
