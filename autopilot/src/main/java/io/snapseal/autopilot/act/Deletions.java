package io.snapseal.autopilot.act;

import io.snapseal.autopilot.aws.Clients;
import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyAnswer;
import io.snapseal.autopilot.aws.Keys;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.decide.Goal;
import io.snapseal.autopilot.decide.Standing;
import io.snapseal.autopilot.find.Database;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Lookup;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deletes, each time after looking again: a name alone proves nothing, and since the last look
 * somebody may have put something else in its place.
 */
public final class Deletions {
  private final Clients clients;
  private final Clock clock;
  private final Goal goal;
  private final Lookup lookup;

  Deletions(Clients clients, Clock clock, Goal goal) {
    this.clients = clients;
    this.clock = clock;
    this.goal = goal;
    this.lookup = new Lookup(clients);
  }

  /** Without a final snapshot, and with its automated backups. */
  void temporaryDatabase(Kind kind, String id) {
    Database database = lookup.database(goal.region(), kind, id);
    if (database != null && Tags.proveTemporary(database.tags(), goal.origin())) {
      Calls.of(kind, clients.rds(goal.region())).deleteDatabase(id);
    }
  }

  void temporarySnapshot(String id) {
    Snapshot snapshot = lookup.snapshot(goal.region(), goal.kind(), id);
    if (snapshot != null && Tags.proveTemporary(snapshot.tags(), goal.origin())) {
      delete(goal.region(), id);
    }
  }

  /** A sealed snapshot or copy that has not become available; an available one is never deleted. */
  void target(String region, String id) {
    Lineage lineage = region.equals(goal.region()) ? goal.origin() : goal.copies().get(region);
    Snapshot target = lookup.snapshot(region, goal.kind(), id);
    if (lineage == null || target == null || target.condition() == Condition.AVAILABLE) {
      return;
    }
    if (Tags.proveSealed(target.tags(), lineage)) {
      delete(region, id);
    }
  }

  /**
   * The source, if the sealed snapshot and every copy prove themselves anew and their keys can be
   * used at this moment.
   *
   * @return why it was kept, or null
   */
  @Nullable Failure source() {
    Snapshot source = lookup.snapshot(goal.region(), goal.kind(), goal.sourceId());
    if (source == null) {
      return null;
    }
    Failure doubt = doubt(source);
    if (doubt == null) {
      delete(goal.region(), goal.sourceId());
    }
    return doubt;
  }

  private @Nullable Failure doubt(Snapshot source) {
    if (!goal.deletesSource() || !source.manual()) {
      return kept("it is not a manual snapshot that policy wants deleted");
    }
    if (!Lineage.of(source, goal.origin().keyArn()).equals(goal.origin())) {
      return kept(goal.sourceId() + " is not the snapshot that was sealed");
    }
    Failure sealed = unproven(goal.region(), goal.sealedId(), goal.origin());
    if (sealed != null) {
      return sealed;
    }
    for (Map.Entry<String, Lineage> copy : goal.copies().entrySet()) {
      Failure doubt = unproven(copy.getKey(), goal.copyId(copy.getKey()), copy.getValue());
      if (doubt != null) {
        return doubt;
      }
    }
    return null;
  }

  private @Nullable Failure unproven(String region, String id, Lineage wanted) {
    Snapshot target = lookup.snapshot(region, goal.kind(), id);
    String reported = target == null ? null : target.keyId();
    if (target == null || reported == null) {
      return kept(id + " in " + region + " is gone, or under no key any more");
    }
    KeyAnswer key = new Keys(clients).describe(region, reported);
    Failure unusable = key.unusable();
    if (unusable != null) {
      boolean busy = unusable.retry() == Failure.Retry.BACKOFF;
      return busy ? unusable : kept(unusable.message());
    }
    String arn = key.arn() == null ? "" : key.arn();
    boolean sealed = Standing.of(target, arn, wanted, false) == Standing.SEALED;
    if (sealed && region.equals(goal.region()) && !graceOver(target.created())) {
      return kept(id + " is younger than the source is to be kept beside it");
    }
    return sealed ? null : kept(id + " in " + region + " is not sealed any more");
  }

  private boolean graceOver(@Nullable Instant created) {
    Duration grace = goal.source().grace();
    return grace.isZero() || (created != null && !clock.instant().isBefore(created.plus(grace)));
  }

  private static Failure kept(String why) {
    return OwnFault.KEPT.saying(why);
  }

  private void delete(String region, String id) {
    Calls.of(goal.kind(), clients.rds(region)).deleteSnapshot(id);
  }
}
