package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.find.Database;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Names;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/** Everything that can stand in one place, for tests that go through all of it. */
public final class Scenes {
  static final String HOME = "us-east-1";
  static final String AWAY = "eu-west-1";
  static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/wanted";
  static final String AWAY_KEY = "arn:aws:kms:eu-west-1:123456789012:key/away";
  static final String OTHER_KEY = "arn:aws:kms:us-east-1:123456789012:key/other";
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  static final String SOURCE_ARN = "arn:aws:rds:us-east-1:123456789012:snapshot:orders-1";
  static final Lineage ORIGIN = new Lineage(SOURCE_ARN, NOW.minusSeconds(60), KEY);
  static final String CLUSTER_ARN = "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:orders-1";
  static final Lineage CLUSTER_ORIGIN = new Lineage(CLUSTER_ARN, NOW.minusSeconds(60), KEY);
  static final Map<String, String> KEYS =
      Map.of(
          KeyBook.name(HOME, KEY), KEY,
          KeyBook.name(HOME, OTHER_KEY), OTHER_KEY,
          KeyBook.name(AWAY, AWAY_KEY), AWAY_KEY,
          KeyBook.name(AWAY, OTHER_KEY), OTHER_KEY);

  private Scenes() {}

  /** What can stand where a snapshot or instance is looked for. */
  enum Place {
    NOTHING,
    BEING_MADE,
    READY,
    READY_UNDER_OTHER_KEY,
    FAILED,
    LEAVING,
    FOREIGN,
    FOREIGN_BEING_MADE;

    private String status() {
      return switch (this) {
        case NOTHING, READY, READY_UNDER_OTHER_KEY, FOREIGN -> "available";
        case BEING_MADE, FOREIGN_BEING_MADE -> "creating";
        case FAILED -> "failed";
        case LEAVING -> "deleting";
      };
    }

    boolean ours() {
      return this != NOTHING && this != FOREIGN && this != FOREIGN_BEING_MADE;
    }
  }

  static Goal goal(Route route, Verification verification, boolean delete, boolean automated) {
    boolean cluster = route == Route.CLUSTER;
    Lineage origin = cluster ? CLUSTER_ORIGIN : ORIGIN;
    return new Goal(
        cluster ? Kind.CLUSTER : Kind.INSTANCE,
        HOME,
        "orders-1",
        origin.sourceArn(),
        cluster ? "aurora-postgresql" : "postgres",
        "16.4",
        !automated,
        false,
        origin,
        route,
        Map.of(AWAY, origin.under(AWAY_KEY)),
        verification,
        true,
        delete ? SourceRule.deleteAfter(Duration.ZERO) : SourceRule.TAG,
        null,
        null);
  }

  static @Nullable Snapshot source(Goal goal, Place place) {
    return place == Place.NOTHING
        ? null
        : snapshot(goal, "orders-1", goal.sourceArn(), place, null, List.of());
  }

  static @Nullable Snapshot sealed(Goal goal, String region, Place place, Lineage lineage) {
    if (place == Place.NOTHING) {
      return null;
    }
    String id = Names.sealed(lineage);
    String key = place == Place.READY_UNDER_OTHER_KEY ? OTHER_KEY : lineage.keyArn();
    List<Tag> tags = place.ours() ? Tags.ofSealed(lineage, Route.COPY, List.of()) : List.of();
    String arn = "arn:aws:rds:" + region + ":123456789012" + goal.kind().inArn() + id;
    return snapshot(goal, id, arn, place, key, tags);
  }

  static @Nullable Snapshot temporarySnapshot(Goal goal, Place place) {
    return place == Place.NOTHING
        ? null
        : snapshot(goal, goal.temporarySnapshotId(), "", place, null, temporaryTags(goal, place));
  }

  private static Snapshot snapshot(
      Goal goal, String id, String arn, Place place, @Nullable String key, List<Tag> tags) {
    return new Snapshot(
        goal.kind(),
        id,
        arn,
        "orders",
        goal.engine(),
        goal.engineVersion(),
        "manual",
        place.status(),
        -1,
        key != null,
        false,
        key,
        NOW.minusSeconds(60),
        100,
        tags);
  }

  static @Nullable Database database(Goal goal, Kind kind, Place place, String id) {
    return place == Place.NOTHING
        ? null
        : new Database(kind, id, goal.engine(), place.status(), NOW, temporaryTags(goal, place));
  }

  private static List<Tag> temporaryTags(Goal goal, Place place) {
    return place.ours() ? Tags.ofTemporary(goal.origin(), Route.RESTORE) : List.of();
  }
}
