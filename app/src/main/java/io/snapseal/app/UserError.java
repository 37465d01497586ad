package io.snapseal.app;

import io.snapseal.autopilot.aws.Fault;
import io.snapseal.autopilot.aws.OwnFault;

/** Something the person at the keyboard can put right: what is wrong, and what to do. */
final class UserError extends RuntimeException {
  private final int exitCode;
  private final String code;
  private final String fix;

  UserError(String cause, String fix) {
    this(ExitCode.USAGE, cause, fix);
  }

  UserError(int exitCode, String cause, String fix) {
    this(exitCode, usualCode(exitCode), cause, fix);
  }

  /**
   * @param code names the kind of trouble for scripts: AWS's error code, or one of Snapseal's own
   */
  UserError(int exitCode, String code, String cause, String fix) {
    super(cause);
    this.exitCode = exitCode;
    this.code = code;
    this.fix = fix;
  }

  int exitCode() {
    return exitCode;
  }

  String code() {
    return code;
  }

  /** Why it happens: the registry's words for the code if it has any, else the message. */
  String cause() {
    Fault known = Fault.of(code, String.valueOf(getMessage()));
    return known == OwnFault.OTHER ? String.valueOf(getMessage()) : known.cause();
  }

  String fix() {
    return fix;
  }

  private static String usualCode(int exitCode) {
    return switch (exitCode) {
      case ExitCode.USAGE -> "BadUsage";
      case ExitCode.UNREACHABLE -> "Unreachable";
      default -> "Failed";
    };
  }
}
