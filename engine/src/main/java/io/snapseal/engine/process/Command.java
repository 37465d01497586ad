package io.snapseal.engine.process;

import io.snapseal.engine.EngineException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of a program to its end: clean environment, bounded time, bounded output. Secrets go in
 * through standard input only.
 *
 * @param line program and arguments
 * @param account whom to run it as
 * @param directory working directory
 * @param limit after which it is killed
 */
public record Command(List<String> line, Account account, Path directory, Duration limit) {
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

  /** Writes the whole standard input of a program. */
  @FunctionalInterface
  public interface Input {
    void writeTo(OutputStream stdin) throws IOException;
  }

  public Command {
    line = List.copyOf(line);
  }

  /** A command run as the current account in the root directory, for at most two minutes. */
  public static Command of(String... line) {
    return new Command(List.of(line), Account.current(), Path.of("/"), Duration.ofMinutes(2));
  }

  /** Runs it without input. */
  public Outcome run() {
    return run(stdin -> {});
  }

  /**
   * Runs it with this input.
   *
   * @throws EngineException if it cannot be started or does not end in time (it is killed)
   */
  public Outcome run(Input input) {
    return run(input, said -> {});
  }

  /**
   * Runs it with this input, and passes on every line of its output as soon as it is said.
   *
   * @param said called on another thread; must be brief
   * @throws EngineException if it cannot be started or does not end in time (it is killed)
   */
  public Outcome run(Input input, Consumer<String> said) {
    Process process = start();
    Drain drain = Drain.of(process.getInputStream(), said);
    try {
      feed(process, input);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EngineException(program() + " did not end within " + limit, null, null);
      }
      // A program that leaves a daemon behind leaves the pipe open with it: what was said until now
      // is enough.
      return new Outcome(process.exitValue(), drain.text(DRAIN_LIMIT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while waiting for " + program(), null, e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start() {
    ProcessBuilder builder = builder(line, account, directory).redirectErrorStream(true);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EngineException("cannot start " + program() + ": " + e.getMessage(), null, e);
    }
  }

  /** A process builder with the clean environment every child process gets. */
  public static ProcessBuilder builder(List<String> line, Account account, Path directory) {
    ProcessBuilder builder =
        new ProcessBuilder(account.lower(line)).directory(new File(directory.toString()));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", String.join(":", Programs.DIRECTORIES));
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    return builder;
  }

  private static void feed(Process process, Input input) {
    try (OutputStream stdin = process.getOutputStream()) {
      input.writeTo(stdin);
    } catch (IOException e) {
      // It ended without reading all of its input: its exit code and words say why.
      return;
    }
  }

  private String program() {
    return Path.of(line.get(0)).getFileName().toString();
  }
}
