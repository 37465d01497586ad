package io.snapseal.autopilot.aws;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * How long to wait before trying again: growing, bounded, and jittered so that many do not march in
 * step.
 */
public final class Patience {
  /** How often something is tried when trying again may help. */
  public static final int MOST_ATTEMPTS = 6;

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration FOR_CAPACITY = Duration.ofSeconds(60);
  private static final int MOST_DOUBLINGS = 6;

  private final Pause pause;
  private final RandomGenerator random;

  public Patience(Pause pause, RandomGenerator random) {
    this.pause = pause;
    this.random = random;
  }

  /** Asks until an answer comes or asking again is useless. */
  public <T> T with(Supplier<T> question) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return question.get();
      } catch (AbortedException interrupted) {
        throw interruption(interrupted);
      } catch (SdkException e) {
        if (Errors.of(e).retry() != Failure.Retry.BACKOFF || attempt >= MOST_ATTEMPTS) {
          throw e;
        }
        pause.forAbout(afterAttempt(attempt));
      }
    }
  }

  /** Asks what a key is until the answer is KMS's and not that it is busy. */
  public KeyAnswer withKey(Supplier<KeyAnswer> question) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      KeyAnswer answer = answered(question);
      Failure why = answer.unusable();
      if (why == null || why.retry() != Failure.Retry.BACKOFF || attempt >= MOST_ATTEMPTS) {
        return answer;
      }
      pause.forAbout(afterAttempt(attempt));
    }
  }

  private static KeyAnswer answered(Supplier<KeyAnswer> question) throws InterruptedException {
    try {
      return question.get();
    } catch (AbortedException interrupted) {
      throw interruption(interrupted);
    }
  }

  /** The pause after so many failed attempts: between half of the doubled step and all of it. */
  public Duration afterAttempt(int attempts) {
    int doublings = Math.min(attempts - 1, MOST_DOUBLINGS);
    Duration step = FIRST.multipliedBy(1L << doublings);
    return jittered(step.compareTo(LONGEST) < 0 ? step : LONGEST);
  }

  /** The pause before asking again for a place in a queue. */
  public Duration forCapacity() {
    return jittered(FOR_CAPACITY);
  }

  private Duration jittered(Duration step) {
    return step.multipliedBy(500 + random.nextInt(501)).dividedBy(1000);
  }

  private static InterruptedException interruption(AbortedException from) {
    InterruptedException interrupted = new InterruptedException("interrupted while asking AWS");
    interrupted.initCause(from);
    return interrupted;
  }
}
