package io.snapseal.app;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Waits for a resource by describing it, as every client of RDS must. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int LOOKS = 3000;

  private Waiting() {}

  /** The instance, once it is available. */
  static DBInstance forInstance(RdsClient rds, String id) {
    return until(
        id,
        () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().get(0),
        DBInstance::dbInstanceStatus,
        Waiting::reason);
  }

  /** The snapshot, once it is available. */
  static DBSnapshot forSnapshot(RdsClient rds, String id) {
    return until(
        id,
        () -> rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().get(0),
        DBSnapshot::status,
        snapshot -> "the region's log says why");
  }

  private static String reason(DBInstance instance) {
    return instance.statusInfos().stream()
        .map(DBInstanceStatusInfo::message)
        .findFirst()
        .orElse("the region's log says why");
  }

  private static <T> T until(
      String id, Supplier<T> described, Function<T, String> status, Function<T, String> reason) {
    for (int look = 0; look < LOOKS; look++) {
      T now = described.get();
      if (status.apply(now).equals("failed")) {
        throw new UserError(
            ExitCode.FAILED,
            id + " failed: " + reason.apply(now),
            "Put right what it says, delete " + id + ", and try again.");
      }
      if (status.apply(now).equals("available")) {
        return now;
      }
      pause();
    }
    throw new UserError(
        ExitCode.FAILED, id + " did not become available", "Look at the region's log.");
  }

  static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
