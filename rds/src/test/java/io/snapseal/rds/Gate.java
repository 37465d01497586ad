package io.snapseal.rds;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds up the first call that makes a given step, until it is let go. */
final class Gate implements Consumer<String> {
  private static final long LIMIT_SECONDS = 120;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private @Nullable String step;

  /** From now on; only once. */
  synchronized void closeAt(String where) {
    step = where;
  }

  /** Waits until somebody stands at the gate. */
  void awaitReached() {
    await(reached);
  }

  /** Lets go. */
  void open() {
    open.countDown();
  }

  @Override
  public void accept(String where) {
    if (isFirst(where)) {
      reached.countDown();
      await(open);
    }
  }

  private synchronized boolean isFirst(String where) {
    boolean here = where.equals(step);
    if (here) {
      step = null;
    }
    return here;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came to the gate, or it was not opened");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
