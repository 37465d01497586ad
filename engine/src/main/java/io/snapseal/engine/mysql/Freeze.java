package io.snapseal.engine.mysql;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Programs;
import io.snapseal.engine.process.Signals;
import io.snapseal.engine.process.Signals.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server whose every thread is held, from its making until it is closed.
 *
 * <p>A watchdog holds a pipe from this process: when the pipe closes, for whatever reason, it lets
 * the server go on. So a killed Snapseal leaves no frozen server, unless both are killed; then
 * reclaiming does.
 */
final class Freeze implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final long pid;
  private final Process watchdog;

  private Freeze(long pid, Process watchdog) {
    this.pid = pid;
    this.watchdog = watchdog;
  }

  /**
   * Returns once every thread is held.
   *
   * @throws EngineException.BackupFailed if that takes too long
   */
  static Freeze of(long pid, Patience patience) {
    Freeze freeze = new Freeze(pid, watchdog(pid));
    boolean held = false;
    try {
      Signals.send(Signal.STOP, pid);
      if (!patience.until(LIMIT, () -> allHeld(pid))) {
        throw new EngineException.BackupFailed("the server cannot be held", null, null);
      }
      held = true;
      return freeze;
    } finally {
      if (!held) {
        freeze.close();
      }
    }
  }

  private static Process watchdog(long pid) {
    List<String> line = new ArrayList<>();
    // A session of its own: what ends Snapseal by its terminal must not end it.
    Programs.find("setsid").ifPresent(line::add);
    line.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "trap '' HUP INT TERM; read -r _; kill -s CONT \"$1\"",
            "sh",
            Long.toString(pid)));
    try {
      return Command.builder(line, Account.current(), Path.of("/")).start();
    } catch (IOException e) {
      throw new EngineException.BackupFailed("cannot start a watchdog: " + e.getMessage(), null, e);
    }
  }

  /** State T in proc(5), of each thread: none is on its way through a system call. */
  private static boolean allHeld(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : (Iterable<Path>) threads::iterator) {
        String stat = Files.readString(thread.resolve("stat"));
        if (!stat.startsWith(") T ", stat.lastIndexOf(')'))) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      // A thread has ended just now, or the server.
      return false;
    }
  }

  /** Lets the server go on. Never throws. */
  @Override
  public void close() {
    try {
      watchdog.getOutputStream().close();
      watchdog.waitFor();
    } catch (IOException | InterruptedException e) {
      Signals.send(Signal.CONT, pid);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
