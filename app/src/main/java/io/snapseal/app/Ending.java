package io.snapseal.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Closes what a command has opened, last opened first and once: when the command is done, or when
 * SIGTERM, SIGINT or SIGHUP ends the process. It is there before anything is opened, so that no
 * moment is left in which a signal leaves something behind.
 */
final class Ending implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread hook = new Thread(this::signalled, "ending");
  private boolean over;

  private Ending() {}

  /** From now on until it is closed a signal closes what is opened. */
  static Ending begin() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  /**
   * Opens something that is to be closed. A signal waits for it to be open: do here only what is
   * quick.
   *
   * @throws CancellationException if the process is ending
   */
  synchronized <T extends AutoCloseable> T open(Callable<T> opened) throws Exception {
    if (over) {
      throw new CancellationException("the process is ending");
    }
    T result = opened.call();
    open.push(result);
    return result;
  }

  /** Closes everything. If a signal ends the process, this does not return. */
  @Override
  public void close() {
    RuntimeException failure = closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: what the command would say now is only that it was interrupted.
      Runtime.getRuntime().exit(ExitCode.FAILED);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void signalled() {
    RuntimeException failure = closeAll();
    if (failure != null) {
      System.err.println("snapseal: " + failure.getMessage());
    }
  }

  private synchronized @Nullable RuntimeException closeAll() {
    over = true;
    RuntimeException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException(reason(e), e) : failure;
      }
    }
    return failure;
  }

  private static String reason(Exception e) {
    return "not everything could be stopped: " + e;
  }
}
