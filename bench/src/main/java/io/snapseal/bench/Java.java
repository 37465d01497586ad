package io.snapseal.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Command lines for a fresh JVM of the kind this one is. */
final class Java {
  private static final int NATIVE_ACCESS = 22;
  private static final int UNSAFE_MEMORY = 24;

  private Java() {}

  /** Runs a class of ours, on this JVM's class path, with the collector a region runs with. */
  static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("java.home"), "bin", "java").toString());
    command.add("-XX:+UseParallelGC");
    int major = Runtime.version().feature();
    if (major >= NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    if (major >= UNSAFE_MEMORY) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", property("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name));
  }
}
