package io.snapseal.engine.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Waiting, with a limit: looks again and again, at growing intervals, until a condition holds.
 *
 * <p>For conditions the operating system gives no event for (another process's file, a mount, the
 * end of a process that is not our child).
 */
public final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private final Clock clock;
  private final Pause pause;

  /** Lets time pass; tests pass it without waiting. */
  @FunctionalInterface
  public interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  public Patience(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** Waits in real time by this clock. */
  public static Patience of(Clock clock) {
    return new Patience(clock, duration -> Thread.sleep(duration.toMillis()));
  }

  /**
   * Returns true as soon as the condition holds, false once the limit has passed without it. An
   * interrupt ends the waiting with false and stays set.
   */
  public boolean until(Duration limit, BooleanSupplier condition) {
    Instant end = clock.instant().plus(limit);
    Duration next = FIRST_PAUSE;
    while (!condition.getAsBoolean()) {
      if (!clock.instant().isBefore(end) || !slept(next)) {
        return condition.getAsBoolean();
      }
      next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
    }
    return true;
  }

  private boolean slept(Duration duration) {
    try {
      pause.sleep(duration);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
