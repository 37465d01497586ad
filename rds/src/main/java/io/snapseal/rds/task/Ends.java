package io.snapseal.rds.task;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Tells whoever waits that some task has ended. */
final class Ends {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  void signalAll() {
    lock.lock();
    try {
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it is so, looking again after every end, or until it has waited for so many rounds
   * without one.
   */
  void await(BooleanSupplier so, Duration round, int rounds) {
    lock.lock();
    try {
      for (int left = rounds; left > 0 && !so.getAsBoolean(); ) {
        if (!ended.await(round.toMillis(), TimeUnit.MILLISECONDS)) {
          left--;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
