package io.snapseal.autopilot.seal;

import io.snapseal.autopilot.aws.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of sealing did.
 *
 * @param region of the sources
 * @param keyArn the wanted key as KMS resolves it; null if it is not usable
 * @param dryRun whether nothing was to be changed
 * @param snapshots one entry per source
 * @param seconds the whole run
 * @param failure why nothing could be done at all, such as a region that does not answer; else null
 */
public record SealReport(
    String region,
    @Nullable String keyArn,
    boolean dryRun,
    List<SnapshotReport> snapshots,
    double seconds,
    @Nullable Failure failure) {
  public SealReport {
    snapshots = List.copyOf(snapshots);
  }

  /** Whether anything failed: exit code 1. */
  public boolean failed() {
    return failure != null
        || snapshots.stream().anyMatch(snapshot -> snapshot.outcome() == Outcome.FAILED);
  }
}
