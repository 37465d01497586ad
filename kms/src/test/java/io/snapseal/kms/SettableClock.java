package io.snapseal.kms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is moved. */
final class SettableClock extends Clock {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Runnable interruption = () -> {};

  void advance(Duration by) {
    now = now.plus(by);
  }

  /** Something that happens while the time is being looked up the next time. */
  void whenNextRead(Runnable happens) {
    interruption = happens;
  }

  @Override
  public Instant instant() {
    Runnable happens = interruption;
    interruption = () -> {};
    happens.run();
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
