package io.snapseal.rds;

import io.snapseal.iam.Caller;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Operations of RDS for one caller, once they are allowed. What no interface below this one
 * overrides is refused by the SDK interface's own body.
 */
interface Operations extends RdsClient {
  Caller caller();

  Parts parts();

  /** Tells the workers that a task has been added. */
  default void wake() {
    parts().workers().wake();
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
