package io.snapseal.autopilot;

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
final class Sweep {
  /** Old enough that no run can still be working with it. */
  static final Duration ABANDONED = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final Tools tools;
  private final Patience patience;

  Sweep(Tools tools, Patience patience) {
    this.tools = tools;
    this.patience = patience;
  }

  /** Best effort: what cannot be deleted now is found again by the next run. */
  void run(String region) throws InterruptedException {
    RegionView view = new Lookout(tools.clients(), patience).all(region);
    Instant before = tools.clock().instant().minus(ABANDONED);
    for (DBInstance instance : view.instances().values()) {
      if (ours(instance) && old(instance.instanceCreateTime(), before)) {
        delete(region, instance);
      }
    }
    for (DBSnapshot snapshot : view.snapshots().values()) {
      if (ours(snapshot) && old(snapshot.snapshotCreateTime(), before)) {
        delete(region, snapshot);
      }
    }
  }

  /** Tags and name both fit. */
  static boolean ours(DBInstance instance) {
    Lineage told = Tags.read(instance.tagList());
    String id = instance.dbInstanceIdentifier();
    String engine = instance.engine() == null ? "" : instance.engine();
    return told != null
        && Tags.temporary(instance.tagList())
        && (id.equals(Names.temporaryInstance(told, engine))
            || id.equals(Names.checkInstance(told, engine)));
  }

  /** Tags and name both fit. */
  static boolean ours(DBSnapshot snapshot) {
    Lineage told = Tags.read(snapshot.tagList());
    return told != null
        && Tags.temporary(snapshot.tagList())
        && snapshot.dbSnapshotIdentifier().equals(Names.temporarySnapshot(told));
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
