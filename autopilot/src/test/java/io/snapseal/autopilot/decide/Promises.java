package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.find.Database;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must be true of a state before an action may be taken in it. */
public final class Promises implements Action.Handler<Boolean> {
  private final Goal goal;
  private final Observed observed;

  Promises(Goal goal, Observed observed) {
    this.goal = goal;
    this.observed = observed;
  }

  @Override
  public Boolean restore(Action.Restore action) {
    Restored restored = observed.restored(action.purpose());
    boolean free =
        goal.kind() == Kind.CLUSTER ? restored.cluster() == null : restored.instance() == null;
    return free && (action.purpose() == Purpose.CHECK ? forCheck() : forSnapshot());
  }

  @Override
  public Boolean addInstance(Action.AddInstance action) {
    Restored restored = observed.restored(action.purpose());
    return ready(restored.cluster())
        && restored.instance() == null
        && (action.purpose() == Purpose.CHECK ? forCheck() : forSnapshot());
  }

  private boolean forSnapshot() {
    return sourceReady() && goal.route() != Route.COPY && observed.sealed() == null;
  }

  private boolean forCheck() {
    return sealed() && goal.verification() == Verification.RESTORE;
  }

  @Override
  public Boolean snapshotTemporary(Action.SnapshotTemporary action) {
    return goal.route() == Route.RESTORE
        && ours(observed.temporary().instance())
        && observed.temporarySnapshot() == null;
  }

  @Override
  public Boolean snapshotSealed(Action.SnapshotSealed action) {
    return goal.route() == Route.CLUSTER
        && ready(observed.temporary().cluster())
        && ready(observed.temporary().instance())
        && observed.sealed() == null;
  }

  @Override
  public Boolean copySealed(Action.CopySealed action) {
    Snapshot temporary = observed.temporarySnapshot();
    boolean fromSource = action.fromId().equals(goal.sourceId()) && sourceReady();
    boolean fromTemporary = temporary != null && ours(temporary) && ready(temporary.status());
    return observed.sealed() == null && (fromSource || fromTemporary);
  }

  @Override
  public Boolean checkRestored(Action.CheckRestored action) {
    return sealed() && ready(observed.check().instance());
  }

  @Override
  public Boolean copyToRegion(Action.CopyToRegion action) {
    return sealed() && !observed.copies().containsKey(action.step().region());
  }

  @Override
  public Boolean discardTarget(Action.DiscardTarget action) {
    Snapshot target =
        action.id().equals(goal.sealedId())
            ? observed.sealed()
            : observed.copies().get(action.step().region());
    return target != null && !ready(target.status()) && !action.id().equals(goal.sourceId());
  }

  /** Never a cluster that still has an instance of ours, or that is being snapshotted. */
  @Override
  public Boolean deleteDatabase(Action.DeleteDatabase action) {
    for (Restored restored : List.of(observed.temporary(), observed.check())) {
      Database found = action.kind() == Kind.CLUSTER ? restored.cluster() : restored.instance();
      if (found != null && found.id().equals(action.databaseId())) {
        boolean empty = action.kind() == Kind.INSTANCE || !ours(restored.instance());
        return ours(found) && empty && !snapshotted(restored);
      }
    }
    return false;
  }

  private boolean snapshotted(Restored restored) {
    Database cluster = restored.cluster();
    return restored.equals(observed.temporary())
        && cluster != null
        && ours(cluster)
        && !"deleting".equals(cluster.status())
        && observed.sealed() != null
        && "creating".equals(observed.sealed().status())
        && !observed.sealed().tags().isEmpty();
  }

  @Override
  public Boolean deleteTemporarySnapshot(Action.DeleteTemporarySnapshot action) {
    Snapshot snapshot = observed.temporarySnapshot();
    return snapshot != null && ours(snapshot) && !"creating".equals(snapshot.status());
  }

  @Override
  public Boolean tagSource(Action.TagSource action) {
    return goal.marksSource()
        && sealed()
        && observed.source() != null
        && action.sourceArn().equals(observed.source().arn());
  }

  @Override
  public Boolean deleteSource(Action.DeleteSource action) {
    return goal.deletesSource()
        && sealed()
        && provenUnder(observed.copies().get(Scenes.AWAY), Scenes.AWAY_KEY)
        && (goal.verification() == Verification.METADATA || observed.tested(goal))
        && observed.left(goal).isEmpty();
  }

  @Override
  public Boolean idle(Action.Idle action) {
    return !(action instanceof Action.Done)
        || (sealed()
            && provenUnder(observed.copies().get(Scenes.AWAY), Scenes.AWAY_KEY)
            && (!goal.deletesSource() || observed.source() == null));
  }

  private boolean sourceReady() {
    return observed.source() != null && ready(observed.source().status());
  }

  /** In the test's own words, not in those of the code under test. */
  private boolean sealed() {
    return provenUnder(observed.sealed(), Scenes.KEY);
  }

  private static boolean provenUnder(@Nullable Snapshot snapshot, String key) {
    return snapshot != null
        && "available".equals(snapshot.status())
        && snapshot.encrypted()
        && key.equals(snapshot.keyId())
        && !snapshot.tags().isEmpty();
  }

  private boolean ours(@Nullable Database database) {
    return database != null && Tags.proveTemporary(database.tags(), goal.origin());
  }

  private boolean ours(Snapshot snapshot) {
    return Tags.proveTemporary(snapshot.tags(), goal.origin());
  }

  private boolean ready(@Nullable Database database) {
    return ours(database) && database != null && ready(database.status());
  }

  private static boolean ready(@Nullable String status) {
    return "available".equals(status);
  }
}
