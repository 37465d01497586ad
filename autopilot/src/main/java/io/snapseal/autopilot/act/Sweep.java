package io.snapseal.autopilot.act;

import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.Errors;
import io.snapseal.autopilot.aws.Patience;
import io.snapseal.autopilot.find.Database;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Leftovers;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Lookout;
import io.snapseal.autopilot.find.RegionView;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

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
    for (Database database : view.databases().values()) {
      boolean ours = Leftovers.ours(database) && old(database.created(), before);
      if (ours && database.condition() != Condition.LEAVING && !full(database, view)) {
        delete(
            "instance or cluster " + database.id(),
            () -> calls(region, database.kind()).deleteDatabase(database.id()));
      }
    }
    for (Snapshot snapshot : view.snapshots().values()) {
      if (Leftovers.ours(snapshot) && old(snapshot.created(), before)) {
        delete(
            "snapshot " + snapshot.id(),
            () -> calls(region, snapshot.kind()).deleteSnapshot(snapshot.id()));
      }
    }
  }

  private static boolean old(@Nullable Instant created, Instant before) {
    return created != null && created.isBefore(before);
  }

  /** A cluster goes after its instance: in the next run. */
  private static boolean full(Database cluster, RegionView view) {
    Lineage told = Tags.read(cluster.tags());
    return cluster.kind() == Kind.CLUSTER
        && view.databases().values().stream()
            .filter(one -> one.kind() == Kind.INSTANCE && Leftovers.ours(one))
            .anyMatch(one -> Objects.equals(told, Tags.read(one.tags())));
  }

  private Calls calls(String region, Kind kind) {
    return Calls.of(kind, tools.clients().rds(region));
  }

  private static void delete(String what, Runnable call) {
    try {
      call.run();
    } catch (SdkException e) {
      LOG.warn("abandoned temporary {} was not deleted: {}", what, Errors.of(e));
    }
  }
}
