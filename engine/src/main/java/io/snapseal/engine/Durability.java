package io.snapseal.engine;

/** What a server promises about a commit it has acknowledged. */
public enum Durability {
  /** It survives a crash of the machine. */
  FULL,
  /**
   * It may be lost, and the whole database with it, if the machine crashes: only for throw-away
   * copies such as a verification restore.
   */
  THROW_AWAY
}
