package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Everything of a region at one look.
 *
 * @param snapshots manual and automated DB snapshots by id
 * @param instances DB instances by id; empty where they were not asked for or may not be listed
 * @param failure why the region could not be looked at; null if it could
 */
public record RegionView(
    Map<String, DBSnapshot> snapshots,
    Map<String, DBInstance> instances,
    @Nullable Failure failure) {
  public static RegionView nothing() {
    return new RegionView(Map.of(), Map.of(), null);
  }

  static RegionView failed(Failure why) {
    return new RegionView(Map.of(), Map.of(), why);
  }
}
