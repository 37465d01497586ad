package io.snapseal.rds.replica;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.List;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * How replicas and sources name each other: by identifier within a region, by ARN between regions.
 */
final class ReplicaNames {
  private ReplicaNames() {}

  /** An instance's name, as one of that scope shows it. */
  static String shown(Row<DBInstance, InstanceInternals> instance, Scope to) {
    return instance.scope().equals(to)
        ? instance.id()
        : RdsArn.instance(instance.scope(), instance.id()).toString();
  }

  /** Has an instance show the replicas that it has. */
  static void list(Handle handle, Row<DBInstance, InstanceInternals> source) {
    List<String> names =
        ReplicaSources.replicasOf(handle, source).stream()
            .map(replica -> shown(replica, source.scope()))
            .sorted()
            .toList();
    Tables.INSTANCES.update(
        handle,
        source.show(source.shown().toBuilder().readReplicaDBInstanceIdentifiers(names).build()));
  }
}
