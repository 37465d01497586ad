package io.snapseal.rds;

import io.snapseal.rds.event.EventTarget;
import io.snapseal.rds.quota.Quotas;
import java.util.List;

/**
 * What an operator may set of RDS.
 *
 * @param quotas how much an account may have
 * @param targets where events are delivered
 * @param pace how often keys are checked, and what falls due is looked for
 */
public record RdsSettings(Quotas quotas, List<EventTarget> targets, Pace pace) {
  /** AWS's quotas, and events kept for who asks for them. */
  public static final RdsSettings USUAL = new RdsSettings(Quotas.AWS, List.of(), Pace.DEFAULT);

  public RdsSettings {
    targets = List.copyOf(targets);
  }
}
