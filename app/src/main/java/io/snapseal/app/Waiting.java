package io.snapseal.app;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Waits for a resource by describing it, as every client of RDS must. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int LOOKS = 3000;
  private static final Set<String> ENDS = Set.of("available", "failed");

  private Waiting() {}

  /** The instance, once it is available. */
  static DBInstance forInstance(RdsClient rds, String id) {
    return until(
        id,
        () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().get(0),
        DBInstance::dbInstanceStatus);
  }

  /** The snapshot, once it is available. */
  static DBSnapshot forSnapshot(RdsClient rds, String id) {
    return until(
        id,
        () -> rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().get(0),
        DBSnapshot::status);
  }

  private static <T> T until(
      String id, Supplier<T> described, java.util.function.Function<T, String> status) {
    for (int look = 0; look < LOOKS; look++) {
      T now = described.get();
      if (ENDS.contains(status.apply(now))) {
        if (!status.apply(now).equals("available")) {
          throw new IllegalStateException(id + " is " + status.apply(now));
        }
        return now;
      }
      pause();
    }
    throw new IllegalStateException(id + " did not become available");
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
