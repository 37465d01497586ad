package io.snapseal.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were taken on. */
final class Machine {
  private Machine() {}

  /** Processors, JDK and date, in a line. */
  static String description() {
    return Runtime.getRuntime().availableProcessors()
        + " cores, "
        + processor()
        + "; Java "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + "); load "
        + load();
  }

  /** The load averages of the last 1, 5 and 15 minutes. */
  static String load() {
    String line = read(Path.of("/proc/loadavg"));
    return String.join(" ", line.split(" ", -1)[0], line.split(" ", -1)[1], line.split(" ", -1)[2]);
  }

  /** Processor time that this process has used. */
  static double cpuSecondsHere() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private static String processor() {
    return read(Path.of("/proc/cpuinfo"))
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown processor");
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
