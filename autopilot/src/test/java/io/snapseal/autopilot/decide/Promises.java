package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Tags;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What must be true of a state before an action may be taken in it. */
public final class Promises implements Action.Handler<Boolean> {
  private final Goal goal;
  private final Observed observed;

  Promises(Goal goal, Observed observed) {
    this.goal = goal;
    this.observed = observed;
  }

  @Override
  public Boolean restoreTemporary(Action.RestoreTemporary action) {
    return sourceReady()
        && goal.route() == Route.RESTORE
        && observed.temporaryInstance() == null
        && observed.sealed() == null;
  }

  @Override
  public Boolean snapshotTemporary(Action.SnapshotTemporary action) {
    return ours(observed.temporaryInstance()) && observed.temporarySnapshot() == null;
  }

  @Override
  public Boolean copySealed(Action.CopySealed action) {
    DBSnapshot temporary = observed.temporarySnapshot();
    boolean fromSource = action.fromId().equals(goal.sourceId()) && sourceReady();
    boolean fromTemporary = temporary != null && ours(temporary) && ready(temporary.status());
    return observed.sealed() == null && (fromSource || fromTemporary);
  }

  @Override
  public Boolean restoreForCheck(Action.RestoreForCheck action) {
    return sealed()
        && goal.verification() == Verification.RESTORE
        && observed.checkInstance() == null;
  }

  @Override
  public Boolean checkRestored(Action.CheckRestored action) {
    DBInstance instance = observed.checkInstance();
    return sealed() && ours(instance) && instance != null && ready(instance.dbInstanceStatus());
  }

  @Override
  public Boolean copyToRegion(Action.CopyToRegion action) {
    return sealed() && !observed.copies().containsKey(action.step().region());
  }

  @Override
  public Boolean discardTarget(Action.DiscardTarget action) {
    DBSnapshot target =
        action.id().equals(goal.sealedId())
            ? observed.sealed()
            : observed.copies().get(action.step().region());
    return target != null && !ready(target.status()) && !action.id().equals(goal.sourceId());
  }

  @Override
  public Boolean deleteTemporaryInstance(Action.DeleteTemporaryInstance action) {
    return ours(
        action.instanceId().equals(goal.checkInstanceId())
            ? observed.checkInstance()
            : observed.temporaryInstance());
  }

  @Override
  public Boolean deleteTemporarySnapshot(Action.DeleteTemporarySnapshot action) {
    DBSnapshot snapshot = observed.temporarySnapshot();
    return snapshot != null && ours(snapshot) && !"creating".equals(snapshot.status());
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

  private static boolean provenUnder(@Nullable DBSnapshot snapshot, String key) {
    return snapshot != null
        && "available".equals(snapshot.status())
        && Boolean.TRUE.equals(snapshot.encrypted())
        && key.equals(snapshot.kmsKeyId())
        && !snapshot.tagList().isEmpty();
  }

  private boolean ours(@Nullable DBInstance instance) {
    return instance != null && Tags.proveTemporary(instance.tagList(), goal.origin());
  }

  private boolean ours(DBSnapshot snapshot) {
    return Tags.proveTemporary(snapshot.tagList(), goal.origin());
  }

  private static boolean ready(String status) {
    return "available".equals(status);
  }
}
