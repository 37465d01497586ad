package io.snapseal.iam;

import java.util.Locale;

/** A policy names somebody who is not there, or nobody that could be. */
public final class InvalidPrincipalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidPrincipalException(String type, String name) {
    super("\"" + type.toUpperCase(Locale.ROOT) + "\":\"" + name + "\"");
  }

  /** The principal as AWS's errors write it, for example {@code "AWS":"arn:…"}. */
  public String principal() {
    return String.valueOf(getMessage());
  }
}
