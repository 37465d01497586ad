package io.snapseal.autopilot.fake;

import io.snapseal.autopilot.aws.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;

/** Time that goes by only when somebody waits. */
public final class VirtualClock extends Clock implements Pause {
  public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final Deque<Instant> interruptions = new ArrayDeque<>();
  private Instant now = START;
  private Duration longestPause = Duration.ZERO;
  private int pauses;

  /** Whoever waits past this moment is interrupted, once. */
  public void interruptAt(Instant when) {
    interruptions.add(when);
  }

  public void advance(Duration time) {
    now = now.plus(time);
  }

  public int pauses() {
    return pauses;
  }

  public Duration longestPause() {
    return longestPause;
  }

  @Override
  public void forAbout(Duration time) throws InterruptedException {
    pauses++;
    longestPause = longestPause.compareTo(time) < 0 ? time : longestPause;
    now = now.plus(time);
    Instant next = interruptions.peek();
    if (next != null && now.isAfter(next)) {
      interruptions.remove();
      throw new InterruptedException("virtual");
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("UTC only");
  }
}
