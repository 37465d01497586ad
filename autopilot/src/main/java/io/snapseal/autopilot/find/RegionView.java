package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Failure;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a region at one look.
 *
 * @param snapshots by name
 * @param databases instances and clusters by name; empty where they were not asked for or may not
 *     be listed
 * @param failure why the region could not be looked at; null if it could
 * @param partly why a part of it could not be looked at, such as clusters that may not be listed;
 *     null if all could
 */
public record RegionView(
    Map<Name, Snapshot> snapshots,
    Map<Name, Database> databases,
    @Nullable Failure failure,
    @Nullable Failure partly) {
  public RegionView {
    snapshots = Collections.unmodifiableMap(snapshots);
    databases = Collections.unmodifiableMap(databases);
  }

  /** A name is unique among its kind only. */
  public record Name(Kind kind, String id) {}

  /** Of a region that has nothing. */
  public static RegionView nothing() {
    return new RegionView(Map.of(), Map.of(), null, null);
  }

  /** Of a region that did not answer. */
  public static RegionView failed(Failure why) {
    return new RegionView(Map.of(), Map.of(), why, null);
  }

  /** Of what was listed. */
  public static RegionView of(
      Collection<Snapshot> snapshots, Collection<Database> databases, @Nullable Failure partly) {
    return new RegionView(
        snapshots.stream()
            .collect(
                Collectors.toMap(
                    one -> new Name(one.kind(), one.id()),
                    one -> one,
                    (first, second) -> second,
                    LinkedHashMap::new)),
        databases.stream()
            .collect(
                Collectors.toMap(
                    one -> new Name(one.kind(), one.id()),
                    one -> one,
                    (first, second) -> second,
                    LinkedHashMap::new)),
        null,
        partly);
  }

  /** A snapshot by name; null if there is none. */
  public @Nullable Snapshot snapshot(Kind kind, String id) {
    return snapshots.get(new Name(kind, id));
  }

  /** A database by name; null if there is none. */
  public @Nullable Database database(Kind kind, String id) {
    return databases.get(new Name(kind, id));
  }
}
