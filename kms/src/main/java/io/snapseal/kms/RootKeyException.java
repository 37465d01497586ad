package io.snapseal.kms;

/** The region's root key cannot be used; the message says why and what to do. */
public final class RootKeyException extends RuntimeException {
  RootKeyException(String message) {
    super(message);
  }

  RootKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
