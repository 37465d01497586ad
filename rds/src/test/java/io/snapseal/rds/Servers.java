package io.snapseal.rds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the operating system says of database servers and volumes below a directory. */
final class Servers {
  private Servers() {}

  /** The main processes of servers whose data is below the directory. */
  static List<ProcessHandle> on(Path home) throws IOException {
    List<ProcessHandle> servers = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      String line = commandLine(process.pid());
      if (line.contains(" -D " + home) && !line.contains("--single")) {
        servers.add(process);
      }
    }
    return servers;
  }

  /** The mounted volumes below the directory. */
  static List<String> mountsBelow(Path home) throws IOException {
    try (Stream<String> mounts = Files.lines(Path.of("/proc/mounts"))) {
      return mounts.filter(mount -> mount.contains(home.toString())).toList();
    }
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
