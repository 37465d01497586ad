package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What protects a snapshot, and why it cannot be sealed if so.
 *
 * <p>{@code Encrypted} alone says little: since February 2026 AWS encrypts new storage under keys
 * of its own ({@code StorageEncryptionType=sse-rds}), which nobody else controls.
 */
public record Classification(Protection protection, @Nullable Failure failure) {
  public static Classification of(
      Snapshot snapshot, @Nullable KeyAnswer key, @Nullable KeyAnswer wanted) {
    Failure unsupported = Support.refusal(snapshot);
    if (unsupported != null) {
      return new Classification(Protection.UNSUPPORTED, unsupported);
    }
    if (snapshot.awsOwned()) {
      return new Classification(Protection.AWS_OWNED, null);
    }
    if (!snapshot.encrypted()) {
      return new Classification(Protection.NONE, null);
    }
    if (key == null) {
      return new Classification(Protection.AWS_OWNED, null);
    }
    if (key.unusable() != null) {
      return new Classification(Protection.KEY_UNUSABLE, key.unusable());
    }
    if (!key.customerManaged()) {
      return new Classification(Protection.AWS_MANAGED, null);
    }
    return new Classification(compared(key, wanted), null);
  }

  private static Protection compared(KeyAnswer key, @Nullable KeyAnswer wanted) {
    if (wanted == null || wanted.arn() == null || key.arn() == null) {
      return Protection.CUSTOMER_KEY;
    }
    return key.arn().equals(wanted.arn()) ? Protection.RIGHT_KEY : Protection.WRONG_KEY;
  }
}
