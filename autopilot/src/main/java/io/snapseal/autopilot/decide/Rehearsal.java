package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Plays the decisions through in a world where every call succeeds at once: a dry run shows exactly
 * what {@link Decide} would do.
 */
public final class Rehearsal implements Action.Handler<Rehearsal> {
  private static final int MORE_THAN_ENOUGH = 200;

  private final Goal goal;
  private final Map<String, DBSnapshot> copies;
  private final Map<String, String> keyArns;
  private final Map<Step, Setback> setbacks;
  private final @Nullable Failure stop;
  private Instant now;
  private @Nullable DBSnapshot source;
  private @Nullable DBSnapshot sealed;
  private @Nullable DBInstance temporaryInstance;
  private @Nullable DBSnapshot temporarySnapshot;
  private @Nullable DBInstance checkInstance;
  private boolean restoreTested;

  public Rehearsal(Goal goal, Observed from) {
    this.goal = goal;
    this.copies = new HashMap<>(from.copies());
    this.keyArns = new HashMap<>(from.keyArns());
    this.setbacks = new HashMap<>(from.setbacks());
    this.stop = from.stop();
    this.now = from.now();
    this.source = from.source();
    this.sealed = from.sealed();
    this.temporaryInstance = from.temporaryInstance();
    this.temporarySnapshot = from.temporarySnapshot();
    this.checkInstance = from.checkInstance();
    this.restoreTested = from.restoreTested();
  }

  /** Every action, in order, and at the end how it ends. */
  public List<Action> play() {
    List<Action> played = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_ENOUGH; i++) {
      List<Action> stages = Decide.stages(goal, observed());
      remember(stages);
      Action next = Decide.choose(stages);
      if (!(next instanceof Action.Wait)) {
        played.add(next);
      }
      if (next instanceof Action.Done || next instanceof Action.Failed) {
        return played;
      }
      next.with(this);
    }
    throw new IllegalStateException("no end of deciding: " + played + " in " + observed());
  }

  /** What there is at this point of the play. */
  Observed observed() {
    return new Observed(
        now,
        source,
        sealed,
        temporaryInstance,
        temporarySnapshot,
        checkInstance,
        Map.copyOf(copies),
        Map.copyOf(keyArns),
        restoreTested,
        Map.copyOf(setbacks),
        stop);
  }

  @Override
  public Rehearsal restoreTemporary(Action.RestoreTemporary action) {
    temporaryInstance = instance(action.instanceId());
    return this;
  }

  @Override
  public Rehearsal restoreForCheck(Action.RestoreForCheck action) {
    checkInstance = instance(action.instanceId());
    return this;
  }

  @Override
  public Rehearsal snapshotTemporary(Action.SnapshotTemporary action) {
    List<Tag> tags = Tags.ofTemporary(goal.origin(), goal.route());
    temporarySnapshot = snapshot(goal.region(), action.snapshotId(), tags, null);
    return this;
  }

  @Override
  public Rehearsal copySealed(Action.CopySealed action) {
    sealed = sealed(goal.region(), action.toId(), goal.origin());
    return this;
  }

  @Override
  public Rehearsal copyToRegion(Action.CopyToRegion action) {
    String region = action.step().region();
    Lineage lineage = goal.copies().getOrDefault(region, goal.origin());
    copies.put(region, sealed(region, action.toId(), lineage));
    return this;
  }

  @Override
  public Rehearsal checkRestored(Action.CheckRestored action) {
    restoreTested = true;
    return this;
  }

  @Override
  public Rehearsal discardTarget(Action.DiscardTarget action) {
    if (action.step().region().equals(goal.region())) {
      sealed = null;
    } else {
      copies.remove(action.step().region());
    }
    return this;
  }

  @Override
  public Rehearsal deleteTemporaryInstance(Action.DeleteTemporaryInstance action) {
    if (action.instanceId().equals(goal.checkInstanceId())) {
      checkInstance = null;
    } else {
      temporaryInstance = null;
    }
    return this;
  }

  @Override
  public Rehearsal deleteTemporarySnapshot(Action.DeleteTemporarySnapshot action) {
    temporarySnapshot = null;
    return this;
  }

  @Override
  public Rehearsal deleteSource(Action.DeleteSource action) {
    source = null;
    return this;
  }

  /** Time goes by: what is under way arrives, what is leaving is gone. */
  @Override
  public Rehearsal idle(Action.Idle action) {
    source = settled(source);
    sealed = settled(sealed);
    temporarySnapshot = settled(temporarySnapshot);
    temporaryInstance = settled(temporaryInstance);
    checkInstance = settled(checkInstance);
    for (Map.Entry<String, DBSnapshot> copy : List.copyOf(copies.entrySet())) {
      DBSnapshot later = settled(copy.getValue());
      if (later == null) {
        copies.remove(copy.getKey());
      } else {
        copies.put(copy.getKey(), later);
      }
    }
    if (action instanceof Action.Wait wait && wait.until().isAfter(now)) {
      now = wait.until();
    }
    return this;
  }

  private void remember(List<Action> stages) {
    for (Action stage : stages) {
      if (stage instanceof Action.Failed failed) {
        setbacks.putIfAbsent(failed.step(), new Setback(failed.failure().given(), 1, now));
      }
    }
  }

  private static @Nullable DBSnapshot settled(@Nullable DBSnapshot snapshot) {
    if (snapshot == null) {
      return null;
    }
    return switch (Condition.of(snapshot.status())) {
      case LEAVING, ABSENT -> null;
      case UNDER_WAY -> snapshot.toBuilder().status("available").build();
      case AVAILABLE, BROKEN -> snapshot;
    };
  }

  private static @Nullable DBInstance settled(@Nullable DBInstance instance) {
    if (instance == null) {
      return null;
    }
    return switch (Condition.of(instance.dbInstanceStatus())) {
      case LEAVING, ABSENT -> null;
      case UNDER_WAY -> instance.toBuilder().dbInstanceStatus("available").build();
      case AVAILABLE, BROKEN -> instance;
    };
  }

  private DBInstance instance(String id) {
    return DBInstance.builder()
        .dbInstanceIdentifier(id)
        .dbInstanceStatus("available")
        .tagList(Tags.ofTemporary(goal.origin(), goal.route()))
        .build();
  }

  private DBSnapshot sealed(String region, String id, Lineage lineage) {
    keyArns.put(KeyBook.name(region, lineage.keyArn()), lineage.keyArn());
    List<Tag> tags = Tags.ofSealed(lineage, goal.route(), List.of());
    return snapshot(region, id, tags, lineage.keyArn());
  }

  private DBSnapshot snapshot(String region, String id, List<Tag> tags, @Nullable String keyArn) {
    return DBSnapshot.builder()
        .dbSnapshotIdentifier(id)
        .dbSnapshotArn("arn:aws:rds:" + region + ":rehearsal:snapshot:" + id)
        .status("available")
        .encrypted(keyArn != null)
        .kmsKeyId(keyArn)
        .tagList(tags)
        .build();
  }
}
