package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.InterruptedWorkException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work done in parallel whose results are taken, on the submitting thread, in the order in which it
 * was submitted. At most a window of it is under way, so memory is bounded. When it is closed
 * nothing of it is running any more.
 */
final class Ordered<T> implements AutoCloseable {
  private static final long MEANWHILE_MILLIS = 200;

  private final Executor pool;
  private final int window;
  private final Consumer<T> sink;
  private final Runnable meanwhile;
  private final Deque<FutureTask<T>> running = new ArrayDeque<>();
  private volatile boolean stopped;

  Ordered(Executor pool, int window, Consumer<T> sink) {
    this(pool, window, sink, () -> {});
  }

  /**
   * @param meanwhile run now and then while the oldest result is waited for; what it throws ends
   *     the waiting
   */
  Ordered(Executor pool, int window, Consumer<T> sink, Runnable meanwhile) {
    this.pool = pool;
    this.window = window;
    this.sink = sink;
    this.meanwhile = meanwhile;
  }

  /** Submits work, first taking the oldest result if the window is full. */
  void submit(Callable<T> work) {
    if (running.size() >= window) {
      takeOldest();
    }
    FutureTask<T> task = new FutureTask<>(() -> unlessStopped(work));
    pool.execute(task);
    running.addLast(task);
  }

  private T unlessStopped(Callable<T> work) throws Exception {
    if (stopped) {
      throw new CancellationException("other work failed");
    }
    return work.call();
  }

  /** Takes all results. */
  void finish() {
    while (!running.isEmpty()) {
      takeOldest();
    }
  }

  private void takeOldest() {
    T result = result(running.getFirst());
    running.removeFirst();
    sink.accept(result);
  }

  private T result(FutureTask<T> task) {
    while (true) {
      try {
        return task.get(MEANWHILE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        meanwhile.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedWorkException(e);
      } catch (ExecutionException e) {
        throw unchecked(e.getCause());
      }
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  @Override
  public void close() {
    stopped = true;
    boolean interrupted = false;
    while (!running.isEmpty()) {
      try {
        running.getFirst().get();
        running.removeFirst();
      } catch (InterruptedException e) {
        interrupted = true; // what runs uses buffers and files that are closed next
      } catch (ExecutionException e) {
        running.removeFirst(); // the first failure is on its way to the caller already
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
