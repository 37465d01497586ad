package io.snapseal.rds.replica;

import io.snapseal.rds.instance.Departures;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.WorkList;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What becomes of replicas when their source is deleted: those of its region are promoted, those of
 * others stay replicas, whose replication is terminated (RDS user guide, "Working with read
 * replicas", "Considerations when deleting replicas", and "Cross-Region replication
 * considerations"). The source has been stopped in order by then: replicas that were connected have
 * everything that it acknowledged.
 */
public final class SourceDepartures implements Departures {
  private static final Set<String> PROMOTABLE =
      Set.of(Status.AVAILABLE, Status.BACKING_UP, Status.STARTING);

  private final WorkList work;

  public SourceDepartures(WorkList work) {
    this.work = work;
  }

  @Override
  public void gone(Handle handle, Row<DBInstance, InstanceInternals> instance) {
    ReplicaSources.sourceOf(handle, instance).ifPresent(row -> ReplicaNames.list(handle, row));
    for (Row<DBInstance, InstanceInternals> replica : ReplicaSources.replicasOf(handle, instance)) {
      boolean sameRegion = replica.scope().equals(instance.scope());
      if (sameRegion && PROMOTABLE.contains(replica.shown().dbInstanceStatus())) {
        ReplicaTasks.promoting(handle, work, replica);
      } else {
        Tables.INSTANCES.update(
            handle,
            replica.show(
                replica.shown().toBuilder().statusInfos(ReplicaStatus.TERMINATED.info()).build()));
      }
    }
  }
}
