package io.snapseal.kms;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys keys when their waiting period is over, rotates those whose rotation is due and lets
 * imported material expire, whether or not anybody looks the keys up (KMS developer guide,
 * "Deleting AWS KMS keys": the deletion may come up to a day after the period).
 */
final class KeySweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeySweep.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final long STOP_SECONDS = 10;

  private final Keys keys;
  private final KeyMaterial material;
  private @Nullable Future<?> sweeping;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "key-sweep");
            thread.setDaemon(true);
            return thread;
          });

  KeySweep(Keys keys, KeyMaterial material) {
    this.keys = keys;
    this.material = material;
  }

  /** Does what is due now, and from here on looks again every ten minutes. */
  void start() {
    removeDue();
    sweeping =
        timer.scheduleWithFixedDelay(
            this::removeDueOrSay, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Does what is due to every key; how many were destroyed. The log is emptied each time, since
   * keys are also destroyed when they are looked up, and a SIGKILL may have come in between.
   */
  int removeDue() {
    int removed = keys.applyDue();
    material.forget();
    if (!keys.emptyLog()) {
      LOG.info("the state's log is in use: it is emptied at the next sweep");
    }
    if (removed > 0) {
      LOG.info("{} KMS keys destroyed: their waiting period is over", removed);
    }
    return removed;
  }

  /** What fails is tried again: a thrown exception would end the timer. */
  private void removeDueOrSay() {
    try {
      removeDue();
    } catch (RuntimeException e) {
      LOG.error("what is due to KMS keys could not be done", e);
    }
  }

  /** Waits for a sweep at work, since the state is closed next. */
  @Override
  public void close() {
    if (sweeping != null) {
      sweeping.cancel(false);
    }
    timer.shutdown();
    try {
      if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
