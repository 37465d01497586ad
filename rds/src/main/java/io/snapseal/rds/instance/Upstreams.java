package io.snapseal.rds.instance;

import io.snapseal.engine.Upstream;
import io.snapseal.rds.resource.InstanceFiles;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.ReplicaOf;
import io.snapseal.state.Row;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Where read replicas find their sources' servers. */
final class Upstreams {
  private Upstreams() {}

  /**
   * What an instance's server follows: nothing, unless it is a replica, and its source's region is
   * one of this server's.
   */
  static Optional<Upstream> of(
      Map<String, RegionPlace> places, Row<DBInstance, InstanceInternals> row) {
    ReplicaOf source = row.internal().replicaOf();
    if (source == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(places.get(source.region()))
        .map(place -> InstanceFiles.of(place.instances(), place.runs(), source.resourceId()).run())
        .map(run -> new Upstream(run, ReplicaOf.name(row.shown().dbiResourceId())));
  }
}
