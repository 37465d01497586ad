package io.snapseal.autopilot.policy;

import java.time.Duration;

/**
 * What one run may use.
 *
 * @param concurrent snapshots worked on at once, 1–100
 * @param snapshots most snapshots to seal in one run
 * @param storageGib most storage of new snapshots in one run, in GiB
 * @param patience how long one run may take
 */
public record Budgets(int concurrent, int snapshots, int storageGib, Duration patience) {
  /** Twenty at once, twelve hours, no other limit. */
  public static final Budgets DEFAULT =
      new Budgets(20, Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofHours(12));
}
