package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.Patience;
import java.time.Instant;

/**
 * What a step has met with in this run.
 *
 * @param failure the last one
 * @param attempts how often the step failed, at least 1
 * @param until not to be tried again before
 */
public record Setback(Failure failure, int attempts, Instant until) {
  /** Whether trying again is useless. */
  public boolean isFinal() {
    return switch (failure.retry()) {
      case NEVER -> true;
      case BACKOFF -> attempts >= Patience.MOST_ATTEMPTS;
      case CAPACITY -> false;
    };
  }
}
