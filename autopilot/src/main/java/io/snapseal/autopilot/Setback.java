package io.snapseal.autopilot;

import java.time.Instant;

/**
 * What a step has met with in this run.
 *
 * @param failure the last one
 * @param attempts how often the step failed, at least 1
 * @param until not to be tried again before
 */
record Setback(Failure failure, int attempts, Instant until) {
  /** How often a step is tried when trying again may help. */
  static final int MOST_ATTEMPTS = 6;

  /** Whether trying again is useless. */
  boolean isFinal() {
    return switch (failure.retry()) {
      case NEVER -> true;
      case BACKOFF -> attempts >= MOST_ATTEMPTS;
      case CAPACITY -> false;
    };
  }
}
