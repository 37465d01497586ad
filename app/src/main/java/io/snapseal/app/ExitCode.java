package io.snapseal.app;

/** The exit codes that scripts rely on. */
final class ExitCode {
  /** Done. */
  static final int OK = 0;

  /** At least one snapshot failed; each is named with cause and fix. */
  static final int FAILED = 1;

  /** Bad usage or configuration. */
  static final int USAGE = 2;

  /** The {@code --fail-on} gate was hit. */
  static final int GATE = 3;

  /** Cannot reach or authenticate. */
  static final int UNREACHABLE = 4;

  private ExitCode() {}
}
