package io.snapseal.autopilot.prove;

import io.snapseal.autopilot.aws.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying found.
 *
 * @param region where the snapshots are
 * @param snapshots one entry per snapshot asked for
 * @param seconds the whole run
 */
public record VerifyReport(String region, List<Snapshot> snapshots, double seconds) {
  public VerifyReport {
    snapshots = List.copyOf(snapshots);
  }

  /** Whether any check of any snapshot failed: exit code 1. */
  public boolean failed() {
    return snapshots.stream().anyMatch(snapshot -> !snapshot.passed());
  }

  /**
   * The checks of one snapshot.
   *
   * @param id the snapshot's identifier
   * @param arn its ARN; null if there is none
   * @param keyArn the key that protects it, as KMS resolves it; null if none
   * @param checks every check made, in order
   * @param temporariesLeft what a restore test could not delete yet
   */
  public record Snapshot(
      String id,
      @Nullable String arn,
      @Nullable String keyArn,
      List<Check> checks,
      List<String> temporariesLeft) {
    public Snapshot {
      checks = List.copyOf(checks);
      temporariesLeft = List.copyOf(temporariesLeft);
    }

    /** Whether every check passed. */
    public boolean passed() {
      return checks.stream().allMatch(Check::passed);
    }
  }

  /**
   * One check.
   *
   * @param name {@code exists}, {@code available}, {@code encrypted}, {@code key}, {@code
   *     expected-key}, {@code lineage} or {@code restore}
   * @param passed whether it holds
   * @param detail what was found
   * @param failure cause and fix when it does not hold
   */
  public record Check(String name, boolean passed, String detail, @Nullable Failure failure) {}
}
