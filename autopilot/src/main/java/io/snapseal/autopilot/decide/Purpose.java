package io.snapseal.autopilot.decide;

/** What a temporary database is restored for. */
public enum Purpose {
  /** To be snapshotted. */
  SNAPSHOT,
  /** To be looked into. */
  CHECK
}
