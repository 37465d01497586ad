package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A command that goes on while a test looks at what it says and does. */
final class RunningCommand implements AutoCloseable {
  private static final long LIMIT_SECONDS = 120;
  private static final long LOOK_MILLIS = 5;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<Thread> readers = new ArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();

  private RunningCommand(Process process) {
    this.process = process;
  }

  static RunningCommand start(Map<String, String> environment, String... arguments)
      throws IOException {
    RunningCommand command = new RunningCommand(Cli.start(environment, arguments));
    command.process.getOutputStream().close();
    command.follow(command.process.getInputStream());
    command.follow(command.process.getErrorStream());
    return command;
  }

  /** Waits until it has said something, on whichever stream. */
  void says(String words) throws InterruptedException {
    String line = "";
    while (!line.contains(words)) {
      line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("waiting for '" + words + "' after " + said).isNotNull();
    }
  }

  /** Waits until something can be seen outside of it. */
  void until(BooleanSupplier seen) throws InterruptedException {
    for (long look = 0; !seen.getAsBoolean(); look++) {
      assertThat(process.isAlive()).as("still runs, after " + said).isTrue();
      assertThat(look).as("looks, after " + said).isLessThan(LIMIT_SECONDS * 1000 / LOOK_MILLIS);
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** SIGTERM; returns what it said in all, once it has ended. */
  List<String> terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    for (Thread reader : readers) {
      reader.join();
    }
    return said;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The processes that work in a directory, or name it in their command line. */
  static List<String> processesOf(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .map(process -> process.pid() + " " + OnLinux.describe(process.pid()))
        .filter(described -> described.contains(directory.toString()))
        .toList();
  }

  private void follow(InputStream stream) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  said.add(line);
                  lines.add(line);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    reader.setDaemon(true);
    reader.start();
    readers.add(reader);
  }
}
