package io.snapseal.rds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, set ahead as far as a test likes: it goes on meanwhile. */
final class ShiftedClock extends Clock {
  private final Clock system = Clock.systemUTC();
  private volatile Duration ahead = Duration.ZERO;

  /** Sets the clock forward. */
  void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  /** Sets the clock to a time, be it before or after. */
  void set(Instant time) {
    ahead = Duration.between(system.instant(), time);
  }

  @Override
  public Instant instant() {
    return system.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
