package io.snapseal.autopilot.act;

import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.Errors;
import io.snapseal.autopilot.aws.Patience;
import io.snapseal.autopilot.find.Leftovers;
import io.snapseal.autopilot.find.Lookout;
import io.snapseal.autopilot.find.RegionView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Removes temporaries that a killed run left behind and no later run has taken up: those of another
 * key or of a source that is gone are in nobody's way otherwise, and cost money.
 */
public final class Sweep {
  /** Old enough that no run can still be working with it. */
  static final Duration ABANDONED = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final Tools tools;
  private final Patience patience;

  public Sweep(Tools tools, Patience patience) {
    this.tools = tools;
    this.patience = patience;
  }

  /** Best effort: what cannot be deleted now is found again by the next run. */
  public void run(String region) throws InterruptedException {
    RegionView view = new Lookout(tools.clients(), patience).all(region);
    Instant before = tools.clock().instant().minus(ABANDONED);
    for (DBInstance instance : view.instances().values()) {
      if (Leftovers.ours(instance) && old(instance.instanceCreateTime(), before)) {
        delete(region, instance);
      }
    }
    for (DBSnapshot snapshot : view.snapshots().values()) {
      if (Leftovers.ours(snapshot) && old(snapshot.snapshotCreateTime(), before)) {
        delete(region, snapshot);
      }
    }
  }

  private static boolean old(@Nullable Instant created, Instant before) {
    return created != null && created.isBefore(before);
  }

  private void delete(String region, DBInstance instance) {
    String id = instance.dbInstanceIdentifier();
    if (Condition.of(instance.dbInstanceStatus()) == Condition.LEAVING) {
      return;
    }
    try {
      tools
          .clients()
          .rds(region)
          .deleteDBInstance(
              ask ->
                  ask.dbInstanceIdentifier(id)
                      .skipFinalSnapshot(true)
                      .deleteAutomatedBackups(true));
    } catch (SdkException e) {
      LOG.warn("abandoned temporary instance {} was not deleted: {}", id, Errors.of(e));
    }
  }

  private void delete(String region, DBSnapshot snapshot) {
    String id = snapshot.dbSnapshotIdentifier();
    try {
      tools.clients().rds(region).deleteDBSnapshot(ask -> ask.dbSnapshotIdentifier(id));
    } catch (SdkException e) {
      LOG.warn("abandoned temporary snapshot {} was not deleted: {}", id, Errors.of(e));
    }
  }
}
