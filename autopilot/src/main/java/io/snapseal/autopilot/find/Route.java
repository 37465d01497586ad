package io.snapseal.autopilot.find;

/** How an encrypted snapshot is made from the source. A closed set: clusters will add one. */
public enum Route {
  /** The cheapest the API allows for that engine and snapshot: today {@link #COPY}. */
  AUTO,
  /**
   * CopyDBSnapshot with the key, one call and no temporary. "If you specify this parameter when you
   * copy an unencrypted snapshot, the copy is encrypted" (RDS API Reference, CopyDBSnapshot,
   * KmsKeyId).
   */
  COPY,
  /**
   * Restore a temporary instance, snapshot it, copy that snapshot with the key, then delete both
   * temporaries: proves on the way that the source restores.
   */
  RESTORE;

  public Route chosen() {
    return this == AUTO ? COPY : this;
  }
}
