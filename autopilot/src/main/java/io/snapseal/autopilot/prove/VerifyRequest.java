package io.snapseal.autopilot.prove;

import io.snapseal.autopilot.act.RestoreCheck;
import io.snapseal.autopilot.act.RestoreSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to verify and how deeply.
 *
 * @param region where the snapshots are
 * @param snapshots DB snapshot ids or ARNs, at least one
 * @param restore also restore each into a temporary instance and run the {@link RestoreCheck}
 * @param expectedKey the key they must be under: alias, key id or ARN; null: any customer managed
 *     key
 * @param patience how long restores may take, more than zero
 * @param restores where temporary instances are placed
 */
public record VerifyRequest(
    String region,
    List<String> snapshots,
    boolean restore,
    @Nullable String expectedKey,
    Duration patience,
    RestoreSettings restores) {
  public VerifyRequest {
    if (snapshots.isEmpty()) {
      throw new IllegalArgumentException("no snapshot to verify");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException(
          "the time to wait must be more than zero, not " + patience);
    }
    snapshots = snapshots.stream().distinct().toList();
  }
}
