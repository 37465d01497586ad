package io.snapseal.autopilot.seal;

/** What became of one source snapshot. */
public enum Outcome {
  /** A sealed snapshot exists, made now or by an earlier run. */
  SEALED,
  /** The source itself is under the wanted key: nothing to make. */
  ALREADY_UNDER_KEY,
  /** A dry run: {@link SnapshotReport#steps()} says what would be done. */
  WOULD_SEAL,
  /** Asked for with everything else, but of an engine or kind that cannot be sealed: left out. */
  NOT_SUPPORTED,
  /** Not finished; the failure says why. */
  FAILED
}
