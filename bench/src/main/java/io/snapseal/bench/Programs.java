package io.snapseal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs other programs, one at a time, and ends what it runs when this process is ended. */
final class Programs {
  // The shell adds up what its children used; it costs a millisecond.
  private static final String TIMED =
      "log=$1; shift; \"$@\"; status=$?; times >\"$log\"; exit \"$status\"";
  private static final int TAIL = 2000;

  private final Path directory;
  private final Map<String, String> environment;

  /**
   * Programs started in a directory, which must exist.
   *
   * @param environment what they find in theirs besides ours
   */
  Programs(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /** The same with more in the environment. */
  Programs with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(more);
    return new Programs(directory, all);
  }

  /**
   * Runs a program to its end.
   *
   * @throws BenchFailedException if it does not end with 0
   */
  Run run(String... command) {
    return run(List.of(command));
  }

  /** As above. */
  Run run(List<String> command) {
    try {
      return measured(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted: " + command.get(0));
    }
  }

  private Run measured(List<String> command) throws IOException, InterruptedException {
    Path times = Files.createTempFile(directory, "times", "");
    Path output = Files.createTempFile(directory, "output", "");
    List<String> timed = new ArrayList<>(List.of("sh", "-c", TIMED, "timed", times.toString()));
    timed.addAll(command);
    Watch watch = new Watch();
    Process process = builder(timed).redirectOutput(output.toFile()).start();
    int status = awaited(process);
    double seconds = watch.seconds();
    String said = Files.readString(output);
    String used = Files.readString(times);
    Files.delete(times);
    Files.delete(output);
    if (status != 0) {
      throw new BenchFailedException(
          String.join(" ", command) + "\nended with " + status + ":\n" + tail(said));
    }
    return new Run(seconds, cpuSeconds(used), said);
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder;
  }

  private static int awaited(Process process) throws InterruptedException {
    Thread ending = new Thread(() -> end(process), "end");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      process.getOutputStream().close();
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      forget(ending);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // this process is ending: the hook runs
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** The second line of {@code times}: user and system time of the children (POSIX, sh). */
  private static double cpuSeconds(String times) {
    String[] children = times.lines().skip(1).findFirst().orElseThrow().split(" ", -1);
    return seconds(children[0]) + seconds(children[1]);
  }

  private static double seconds(String minutesAndSeconds) {
    String[] parts = minutesAndSeconds.replace("s", "").split("m", -1);
    return Integer.parseInt(parts[0]) * 60 + Double.parseDouble(parts[1]);
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - TAIL));
  }
}
