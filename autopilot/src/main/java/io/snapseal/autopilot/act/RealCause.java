package io.snapseal.autopilot.act;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.Keys;
import io.snapseal.autopilot.decide.Action;
import io.snapseal.autopilot.decide.Goal;
import io.snapseal.autopilot.decide.Observed;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * RDS says only {@code KMSKeyNotAccessibleFault} whatever is wrong with a key; KMS itself is asked
 * what it is.
 */
public final class RealCause {
  private final Keys keys;

  RealCause(Keys keys) {
    this.keys = keys;
  }

  /**
   * The failure, with the key's real trouble in place of RDS's general words where KMS tells it.
   */
  Failure of(Failure failure, Goal goal, Action action, Observed observed) {
    if (!failure.code().equals(AwsFault.KEY_NOT_ACCESSIBLE.code())) {
      return failure;
    }
    String region = action.step().region();
    Lineage copy = goal.copies().get(region);
    Failure target = trouble(region, copy == null ? goal.origin().keyArn() : copy.keyArn());
    Failure source = trouble(goal.region(), observed.source());
    Failure read = trouble(goal.region(), observed.sealed());
    Failure real = target != null ? target : source != null ? source : read;
    return real == null
        ? failure
        : new Failure(
            failure.code(),
            failure.message() + " (" + real.message() + ")",
            real.cause(),
            real.fix(),
            failure.retry());
  }

  private @Nullable Failure trouble(String region, @Nullable Snapshot snapshot) {
    String key = snapshot == null ? null : snapshot.keyId();
    return key == null || key.isEmpty() ? null : trouble(region, key);
  }

  private @Nullable Failure trouble(String region, String key) {
    return keys.describe(region, key).unusable();
  }
}
