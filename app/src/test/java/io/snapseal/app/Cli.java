package io.snapseal.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line, run as its users run it: in a process of its own. */
final class Cli {
  private static final long LIMIT_MINUTES = 5;

  private Cli() {}

  /** What a command did. */
  record Result(int exitCode, String out, String err) {}

  static Result run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  static Result run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(environment, arguments);
    process.getOutputStream().close();
    byte[][] err = new byte[1][];
    Thread errors =
        new Thread(
            () -> {
              try {
                err[0] = process.getErrorStream().readAllBytes();
              } catch (IOException e) {
                err[0] = new byte[0];
              }
            });
    errors.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    errors.join();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the command did not end: " + String.join(" ", arguments));
    }
    return new Result(process.exitValue(), out, new String(err[0], StandardCharsets.UTF_8));
  }

  /**
   * An environment in which a command keeps its temporary files in a directory of its own, opened
   * for passage: database servers do not run as root.
   */
  static Map<String, String> temporaryFilesIn(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    return Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory.toRealPath());
  }

  /** Starts a command and leaves it running. */
  static Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.snapseal.app.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    List.of(
            "AWS_ENDPOINT_URL",
            "AWS_PROFILE",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_REGION",
            "AWS_DEFAULT_REGION")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
