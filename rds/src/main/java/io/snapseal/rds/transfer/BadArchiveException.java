package io.snapseal.rds.transfer;

import org.jspecify.annotations.Nullable;

/** An archive is not one, or has what a snapshot cannot have. The sender's fault. */
final class BadArchiveException extends RuntimeException {
  BadArchiveException(@Nullable String message) {
    super(message, null, false, false);
  }
}
