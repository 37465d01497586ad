package io.snapseal.wire;

/** The server cannot listen as asked; the message says why and what to do. */
public final class WireStartException extends RuntimeException {
  public WireStartException(String message) {
    super(message);
  }

  public WireStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
