package io.snapseal.autopilot.act;

import io.snapseal.autopilot.find.Snapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What a restored instance must answer before its snapshot counts as verified. */
@FunctionalInterface
public interface RestoreCheck {
  /**
   * Looks into a temporary instance, or the one member of a temporary cluster, that has just become
   * {@code available}. The autopilot deletes it afterwards, whatever the verdict. An unchecked
   * exception counts as not passed.
   *
   * @param region where the instance runs
   * @param snapshot what it was restored from
   * @param restored the instance, with its endpoint
   */
  Verdict check(String region, Snapshot snapshot, DBInstance restored);

  /** Reaching {@code available} is enough. */
  static RestoreCheck becomesAvailable() {
    return (region, snapshot, restored) ->
        new Verdict(true, "restored as " + restored.dbInstanceIdentifier() + " and available");
  }

  /**
   * What a check found.
   *
   * @param passed whether the data is there
   * @param detail one sentence for the report: what was found, or what was missing
   */
  record Verdict(boolean passed, String detail) {}
}
