package io.snapseal.autopilot.policy;

/** A policy file that does not say what it means, with the place and what to write instead. */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final String fix;

  PolicyException(int line, String message, String fix) {
    super("line " + line + ": " + message);
    this.line = line;
    this.fix = fix;
  }

  /** Where, counted from 1. */
  public int line() {
    return line;
  }

  /** What to do about it; full sentences. */
  public String fix() {
    return fix;
  }
}
