package io.snapseal.autopilot.aws;

import java.time.Duration;

/** How the autopilot waits between two looks; a virtual clock in tests. */
@FunctionalInterface
public interface Pause {
  /**
   * Waits for about this long.
   *
   * @throws InterruptedException when the user wants the run to stop: temporaries are then removed
   *     before {@link Autopilot} returns
   */
  void forAbout(Duration time) throws InterruptedException;

  /** Lets the calling thread sleep. */
  static Pause sleeping() {
    return time -> Thread.sleep(time.toMillis());
  }
}
