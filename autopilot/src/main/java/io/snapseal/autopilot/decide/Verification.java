package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.act.RestoreCheck;

/** How much proof makes a snapshot sealed. */
public enum Verification {
  /** Available, encrypted, the key resolves to the wanted ARN, lineage tags match. */
  METADATA,
  /**
   * All of {@link #METADATA}, and the sealed snapshot was restored and {@link RestoreCheck passed}.
   */
  RESTORE
}
