package io.snapseal.rds;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kills the process, as far as the outside can tell: from the chosen step on, no call reaches
 * storage, a database server or a volume any more, and no row is written.
 */
final class CrashPoint implements Consumer<String> {
  /** What a call from a dead process ends with. */
  static final class Crashed extends Error {
    private static final long serialVersionUID = 1L;

    Crashed(String where) {
      super(where);
    }
  }

  private final int deadly;
  private int steps;
  private @Nullable String died;
  private Runnable atDeath = () -> {};

  /**
   * @param deadly the step to die at, from 1; 0 lives until it is killed
   */
  CrashPoint(int deadly) {
    this.deadly = deadly;
  }

  /** How many steps there have been. */
  synchronized int steps() {
    return steps;
  }

  /** Where it died, or null. */
  synchronized @Nullable String died() {
    return died;
  }

  /** What else ends with the process. */
  synchronized void atDeath(Runnable ending) {
    atDeath = ending;
  }

  /** Dies now. */
  synchronized void kill() {
    died = "killed";
    atDeath.run();
  }

  @Override
  public synchronized void accept(String where) {
    if (died != null) {
      throw new Crashed(died);
    }
    steps++;
    if (steps == deadly) {
      died = where;
      atDeath.run();
      throw new Crashed(where);
    }
  }
}
