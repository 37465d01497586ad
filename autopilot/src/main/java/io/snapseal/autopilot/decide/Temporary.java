package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.find.Database;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A temporary database or snapshot, or what stands in its place.
 *
 * @param condition how it is
 * @param ours whether its tags prove that Snapseal made it for this source and key
 */
public record Temporary(Condition condition, boolean ours) {
  private static final Temporary NONE = new Temporary(Condition.ABSENT, false);

  static Temporary of(@Nullable Database database, Lineage lineage) {
    return database == null ? NONE : of(database.status(), database.tags(), lineage);
  }

  static Temporary of(@Nullable Snapshot snapshot, Lineage lineage) {
    return snapshot == null ? NONE : of(snapshot.status(), snapshot.tags(), lineage);
  }

  private static Temporary of(@Nullable String status, List<Tag> tags, Lineage lineage) {
    return new Temporary(Condition.of(status), Tags.proveTemporary(tags, lineage));
  }

  boolean is(Condition wanted) {
    return ours && condition == wanted;
  }

  /** Somebody else's: its name is taken. Not told while it is being made, since tags may lag. */
  boolean foreign() {
    return !ours && (condition == Condition.AVAILABLE || condition == Condition.BROKEN);
  }
}
