package io.snapseal.audit;

/**
 * Nothing can be recorded now, as when the disk is full. Until it can, no call is made that would
 * have to be; what was done but could not be recorded is recorded first.
 */
public final class TrailUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrailUnavailableException(Throwable cause) {
    super("the audit trail cannot be written: " + cause, cause);
  }
}
