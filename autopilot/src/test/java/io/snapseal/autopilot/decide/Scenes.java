package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Names;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
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
    return new Goal(
        HOME,
        "orders-1",
        SOURCE_ARN,
        "postgres",
        automated,
        false,
        ORIGIN,
        route,
        Map.of(AWAY, ORIGIN.under(AWAY_KEY)),
        verification,
        true,
        delete,
        null,
        null);
  }

  static @Nullable DBSnapshot source(Place place) {
    return place == Place.NOTHING
        ? null
        : DBSnapshot.builder()
            .dbSnapshotIdentifier("orders-1")
            .dbSnapshotArn(SOURCE_ARN)
            .status(place.status())
            .encrypted(false)
            .build();
  }

  static @Nullable DBSnapshot sealed(String region, Place place, Lineage lineage) {
    if (place == Place.NOTHING) {
      return null;
    }
    String key = place == Place.READY_UNDER_OTHER_KEY ? OTHER_KEY : lineage.keyArn();
    return DBSnapshot.builder()
        .dbSnapshotIdentifier(Names.sealed(lineage))
        .dbSnapshotArn("arn:aws:rds:" + region + ":123456789012:snapshot:" + Names.sealed(lineage))
        .status(place.status())
        .encrypted(true)
        .kmsKeyId(key)
        .tagList(place.ours() ? Tags.ofSealed(lineage, Route.COPY, List.of()) : List.of())
        .build();
  }

  static @Nullable DBSnapshot temporarySnapshot(Place place) {
    return place == Place.NOTHING
        ? null
        : DBSnapshot.builder()
            .dbSnapshotIdentifier(Names.temporarySnapshot(ORIGIN))
            .status(place.status())
            .tagList(temporaryTags(place))
            .build();
  }

  static @Nullable DBInstance instance(Place place, String id) {
    return place == Place.NOTHING
        ? null
        : DBInstance.builder()
            .dbInstanceIdentifier(id)
            .dbInstanceStatus(place.status())
            .tagList(temporaryTags(place))
            .build();
  }

  private static List<Tag> temporaryTags(Place place) {
    return place.ours() ? Tags.ofTemporary(ORIGIN, Route.RESTORE) : List.of();
  }
}
