package io.snapseal.kms;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How often an account may call KMS in a region. */
public enum RequestQuotas {
  /** As often as it likes. */
  NONE,
  /** As often as AWS lets a new account (KMS developer guide, "Request quotas"). */
  AWS;

  /** As options name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that an option names. */
  public static Optional<RequestQuotas> of(String word) {
    return Arrays.stream(values()).filter(quotas -> quotas.word().equals(word)).findFirst();
  }
}
