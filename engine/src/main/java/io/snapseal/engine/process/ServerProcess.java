package io.snapseal.engine.process;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.ServerExit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database server that this process has started: told of its end, and ended in order. */
public final class ServerProcess {
  /** For a server that nobody has used: killing it costs nothing but its recovery. */
  private static final Duration ABANDON_LIMIT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  private final Process process;
  private final Reclaimer reclaimer;
  private final Duration stopLimit;
  private final AtomicBoolean stopRequested = new AtomicBoolean();

  private ServerProcess(Process process, Reclaimer reclaimer, Duration stopLimit) {
    this.process = process;
    this.reclaimer = reclaimer;
    this.stopLimit = stopLimit;
  }

  /**
   * Starts a server; its output goes to the log.
   *
   * @param directory the data directory, which becomes its working directory
   * @param reclaimer ends whatever runs on that directory
   * @param stopLimit how long an orderly stop may take
   * @throws EngineException.StartFailed if the program cannot be started
   */
  public static ServerProcess launch(
      List<String> arguments,
      Account account,
      Path directory,
      LogFile log,
      Reclaimer reclaimer,
      Duration stopLimit) {
    List<String> line = new ArrayList<>();
    // A session of its own: an interrupt typed at Snapseal's terminal is for Snapseal, which then
    // stops its servers in order.
    Programs.find("setsid").ifPresent(line::add);
    line.addAll(arguments);
    try {
      Process process =
          Command.builder(line, account, directory)
              .redirectErrorStream(true)
              .redirectOutput(log.redirect())
              .start();
      process.getOutputStream().close();
      return new ServerProcess(process, reclaimer, stopLimit);
    } catch (IOException e) {
      throw new EngineException.StartFailed(
          "cannot start " + Path.of(arguments.get(0)).getFileName() + ": " + e.getMessage(),
          null,
          e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Calls back once when it has ended; at once if it already has. */
  public void onExit(Consumer<ServerExit> listener) {
    CompletableFuture<?> unused =
        process
            .onExit()
            .thenAccept(
                ended -> listener.accept(new ServerExit(ended.exitValue(), stopRequested.get())))
            .whenComplete((told, failure) -> logFailure(failure));
  }

  private static void logFailure(@Nullable Throwable failure) {
    if (failure != null) {
      LOG.error("a listener to the end of a server failed", failure);
    }
  }

  /** Ends it in order, as {@link io.snapseal.engine.DatabaseServer#stop} promises. */
  public void stop() {
    stopRequested.set(true);
    // Once it has ended, another server may run on this directory: that one is not ours to stop.
    if (process.isAlive()) {
      reclaimer.end(stopLimit);
      process.onExit().join();
    }
  }

  /**
   * Ends a server that did not get ready, interrupted or not: an interrupt would cut short every
   * wait of the ending, and even the program that sends the signal.
   */
  public void abandon() {
    Interrupts.putOff(
        () -> {
          try {
            reclaimer.end(ABANDON_LIMIT);
          } finally {
            // Not yet the server, if it is still the program that lowers the account.
            process.destroyForcibly();
          }
        });
  }
}
