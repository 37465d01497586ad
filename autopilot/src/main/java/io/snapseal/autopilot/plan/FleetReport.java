package io.snapseal.autopilot.plan;

import io.snapseal.autopilot.seal.SealReport;
import java.util.List;

/**
 * What applying a plan did.
 *
 * @param reports one per region and way of sealing
 */
public record FleetReport(List<SealReport> reports) {
  public FleetReport {
    reports = List.copyOf(reports);
  }

  /** Whether anything failed. */
  public boolean failed() {
    return reports.stream().anyMatch(SealReport::failed);
  }
}
