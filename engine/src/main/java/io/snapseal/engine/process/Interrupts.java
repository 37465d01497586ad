package io.snapseal.engine.process;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** For what must not be cut short, since half of it would leave something behind. */
public final class Interrupts {
  private Interrupts() {}

  /**
   * Does it whole, on a thread of its own: an interrupt that comes before or meanwhile is seen by
   * the caller afterwards. For what ends by itself, soon.
   *
   * @throws RuntimeException whatever it throws
   */
  public static void putOff(Runnable whole) {
    FutureTask<Void> task = new FutureTask<>(whole, null);
    new Thread(task, Thread.currentThread().getName() + " (whole)").start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
