package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.Tables;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Operations of RDS for one caller, once they are allowed. What no interface below this one
 * overrides is refused by the SDK interface's own body.
 */
interface Operations extends RdsClient {
  /** How many rounds a request waits for what should take none: some five seconds. */
  int PATIENCE = 50;

  Caller caller();

  Parts parts();

  /** Tells the workers that a task has been added. */
  default void wake() {
    parts().workers().wake();
  }

  /**
   * What is simulated does not keep anybody waiting: when this returns the instance is what was
   * asked for, unless all workers have more to do than that.
   */
  default DBInstance settled(DBInstance instance) {
    wake();
    if (Simulated.is(instance)) {
      parts()
          .workers()
          .await(
              Tables.INSTANCES.kind(), caller().scope(), instance.dbInstanceIdentifier(), PATIENCE);
    }
    return instance;
  }

  /** The same for a snapshot. */
  default DBSnapshot settled(DBSnapshot snapshot) {
    wake();
    if (Simulated.is(snapshot)) {
      parts()
          .workers()
          .await(
              Tables.SNAPSHOTS.kind(), caller().scope(), snapshot.dbSnapshotIdentifier(), PATIENCE);
    }
    return snapshot;
  }

  @Override
  default String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  default void close() {
    // Nothing is held open.
  }
}
