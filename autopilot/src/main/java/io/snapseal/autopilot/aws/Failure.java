package io.snapseal.autopilot.aws;

/**
 * Why something was not done, for a person.
 *
 * @param code AWS's error code, or one of Snapseal's own from {@link Fault}
 * @param message what was said, one line, without request ids and without anything secret
 * @param cause why it happens
 * @param fix what to do about it, one or more full sentences
 * @param retry whether and how the same call may be tried again
 */
public record Failure(String code, String message, String cause, String fix, Retry retry) {
  /** When the same call may succeed later. */
  public enum Retry {
    /** Never: someone has to change something first. */
    NEVER,
    /** Soon: tried again a few times with growing, jittered pauses. */
    BACKOFF,
    /** When others have finished: tried again until the run's time is over. */
    CAPACITY
  }

  /** The same, given up: not to be tried again in this run. */
  public Failure given() {
    return new Failure(code, message, cause, fix, Retry.NEVER);
  }

  @Override
  public String toString() {
    return code + ": " + message;
  }
}
