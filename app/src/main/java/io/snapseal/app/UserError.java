package io.snapseal.app;

/** Something the person at the keyboard can put right: what is wrong, and what to do. */
final class UserError extends RuntimeException {
  private final String fix;
  private final int exitCode;

  UserError(String cause, String fix) {
    this(ExitCode.USAGE, cause, fix);
  }

  UserError(int exitCode, String cause, String fix) {
    super(cause);
    this.fix = fix;
    this.exitCode = exitCode;
  }

  String fix() {
    return fix;
  }

  int exitCode() {
    return exitCode;
  }
}
