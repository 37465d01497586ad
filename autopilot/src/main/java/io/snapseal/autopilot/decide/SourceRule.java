package io.snapseal.autopilot.decide;

import java.time.Duration;

/**
 * What becomes of a source once its sealed snapshot and all copies are proven. Only a manual
 * snapshot of this account is ever changed or deleted.
 *
 * @param fate what becomes of it
 * @param grace how long after the sealed snapshot was created it is kept, zero or more; until then
 *     it is tagged
 */
public record SourceRule(Fate fate, Duration grace) {
  /** It stays as it is. */
  public static final SourceRule KEEP = new SourceRule(Fate.KEEP, Duration.ZERO);

  /** It is tagged with what it is superseded by. */
  public static final SourceRule TAG = new SourceRule(Fate.TAG, Duration.ZERO);

  public SourceRule {
    if (grace.isNegative() || (!grace.isZero() && fate != Fate.DELETE)) {
      throw new IllegalArgumentException("a grace of " + grace + " makes no sense with " + fate);
    }
  }

  /** It is deleted once it has been superseded for so long. */
  public static SourceRule deleteAfter(Duration grace) {
    return new SourceRule(Fate.DELETE, grace);
  }

  /** What may become of a source. */
  public enum Fate {
    KEEP,
    TAG,
    DELETE
  }
}
