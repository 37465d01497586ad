package io.snapseal.autopilot.aws;

import org.jspecify.annotations.Nullable;

/**
 * What DescribeKey said about a key.
 *
 * @param arn the key's ARN; null if it does not resolve
 * @param customerManaged whether its owner, not AWS, manages it
 * @param unusable why RDS could not use it now; null if it could
 */
public record KeyAnswer(@Nullable String arn, boolean customerManaged, @Nullable Failure unusable) {
  static KeyAnswer unresolved(Failure why) {
    return new KeyAnswer(null, false, why);
  }

  KeyAnswer but(Failure why) {
    return new KeyAnswer(arn, customerManaged, why);
  }
}
