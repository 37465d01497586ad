package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.find.Database;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Plays the decisions through in a world where every call succeeds at once: a dry run shows exactly
 * what {@link Decide} would do.
 */
public final class Rehearsal implements Action.Handler<Rehearsal> {
  private static final int MORE_THAN_ENOUGH = 200;

  private final Goal goal;
  private final Map<String, Snapshot> copies;
  private final Map<String, String> keyArns;
  private final Map<Step, Setback> setbacks;
  private final @Nullable Failure stop;
  private Instant now;
  private @Nullable Snapshot source;
  private @Nullable Snapshot sealed;
  private Restored temporary;
  private @Nullable Snapshot temporarySnapshot;
  private Restored check;
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
    this.temporary = from.temporary();
    this.temporarySnapshot = from.temporarySnapshot();
    this.check = from.check();
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
        temporary,
        temporarySnapshot,
        check,
        Map.copyOf(copies),
        Map.copyOf(keyArns),
        restoreTested,
        Map.copyOf(setbacks),
        stop);
  }

  @Override
  public Rehearsal restore(Action.Restore action) {
    Restored restored = observed().restored(action.purpose());
    Database made = database(goal.kind(), action.databaseId());
    return restored(
        action.purpose(),
        goal.kind() == Kind.CLUSTER ? restored.cluster(made) : restored.instance(made));
  }

  @Override
  public Rehearsal addInstance(Action.AddInstance action) {
    Restored restored = observed().restored(action.purpose());
    return restored(
        action.purpose(), restored.instance(database(Kind.INSTANCE, action.instanceId())));
  }

  @Override
  public Rehearsal snapshotTemporary(Action.SnapshotTemporary action) {
    List<Tag> tags = Tags.ofTemporary(goal.origin(), goal.route());
    temporarySnapshot = snapshot(goal.region(), action.snapshotId(), tags, null);
    return this;
  }

  @Override
  public Rehearsal snapshotSealed(Action.SnapshotSealed action) {
    sealed = sealed(goal.region(), action.snapshotId(), goal.origin());
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
  public Rehearsal deleteDatabase(Action.DeleteDatabase action) {
    for (Purpose purpose : Purpose.values()) {
      Restored restored = observed().restored(purpose);
      if (action.kind() == Kind.INSTANCE && named(restored.instance(), action)) {
        restored(purpose, restored.instance(null));
      }
      if (action.kind() == Kind.CLUSTER && named(restored.cluster(), action)) {
        restored(purpose, restored.cluster(null));
      }
    }
    return this;
  }

  @Override
  public Rehearsal deleteTemporarySnapshot(Action.DeleteTemporarySnapshot action) {
    temporarySnapshot = null;
    return this;
  }

  @Override
  public Rehearsal tagSource(Action.TagSource action) {
    if (source != null) {
      List<Tag> tags = new ArrayList<>(source.tags());
      tags.removeIf(tag -> tag.key().equals(Tags.SUPERSEDED_BY));
      tags.add(Tags.tag(Tags.SUPERSEDED_BY, action.sealedId()));
      source = source.tagged(tags);
    }
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
    temporary = settled(temporary);
    check = settled(check);
    for (Map.Entry<String, Snapshot> copy : List.copyOf(copies.entrySet())) {
      Snapshot later = settled(copy.getValue());
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

  private Rehearsal restored(Purpose purpose, Restored restored) {
    if (purpose == Purpose.CHECK) {
      check = restored;
    } else {
      temporary = restored;
    }
    return this;
  }

  private static boolean named(@Nullable Database database, Action.DeleteDatabase action) {
    return database != null && database.id().equals(action.databaseId());
  }

  private static @Nullable Snapshot settled(@Nullable Snapshot snapshot) {
    if (snapshot == null) {
      return null;
    }
    return switch (snapshot.condition()) {
      case LEAVING, ABSENT -> null;
      case UNDER_WAY -> snapshot.as("available");
      case AVAILABLE, BROKEN -> snapshot;
    };
  }

  private static Restored settled(Restored restored) {
    return new Restored(settled(restored.cluster()), settled(restored.instance()));
  }

  private static @Nullable Database settled(@Nullable Database database) {
    if (database == null) {
      return null;
    }
    return switch (database.condition()) {
      case LEAVING, ABSENT -> null;
      case UNDER_WAY -> database.as("available");
      case AVAILABLE, BROKEN -> database;
    };
  }

  private Database database(Kind kind, String id) {
    List<Tag> tags = Tags.ofTemporary(goal.origin(), goal.route());
    return new Database(kind, id, goal.engine(), "available", now, tags);
  }

  private Snapshot sealed(String region, String id, Lineage lineage) {
    keyArns.put(KeyBook.name(region, lineage.keyArn()), lineage.keyArn());
    List<Tag> tags = Tags.ofSealed(lineage, goal.route(), List.of());
    return snapshot(region, id, tags, lineage.keyArn());
  }

  private Snapshot snapshot(String region, String id, List<Tag> tags, @Nullable String keyArn) {
    return new Snapshot(
        goal.kind(),
        id,
        "arn:aws:rds:" + region + ":rehearsal" + goal.kind().inArn() + id,
        "",
        goal.engine(),
        goal.engineVersion(),
        "manual",
        "available",
        -1,
        keyArn != null,
        false,
        keyArn,
        now,
        0,
        tags);
  }
}
