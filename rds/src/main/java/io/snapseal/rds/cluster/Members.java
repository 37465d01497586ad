package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.event.EventKind;
import io.snapseal.rds.event.Events;
import io.snapseal.rds.instance.Instances;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;

/**
 * DB instances that are members of clusters: the first is the writer, the others are readers. They
 * share the cluster's storage as in Aurora, and here its one server, too: every member answers at
 * the cluster's own endpoint, and comes and goes as a row.
 */
public final class Members {
  private static final Set<String> JOINABLE =
      Set.of(Status.AVAILABLE, Status.BACKING_UP, Status.CREATING, Status.STARTING);
  private static final Set<String> LEAVABLE =
      Set.of(
          Status.AVAILABLE,
          Status.BACKING_UP,
          Status.STARTING,
          Status.FAILED,
          Status.INACCESSIBLE_RECOVERABLE);

  private final StateStore state;
  private final NewMembers newMembers;
  private final Quotas quotas;
  private final Events events;

  public Members(StateStore state, NewMembers newMembers, Quotas quotas, Events events) {
    this.state = state;
    this.newMembers = newMembers;
    this.quotas = quotas;
    this.events = events;
  }

  /** Whether a request is for a member of a cluster. */
  public static boolean isFor(CreateDbInstanceRequest request) {
    return request.dbClusterIdentifier() != null || ClusterEngines.isAurora(request.engine());
  }

  /** Whether the caller's instance of that name is a member of a cluster. */
  public boolean has(Caller caller, @Nullable String instance) {
    return instance != null
        && state
                .read(handle -> Instances.described(handle, caller, instance))
                .shown()
                .dbClusterIdentifier()
            != null;
  }

  public DBInstance create(Caller caller, CreateDbInstanceRequest request) {
    String id = Identifiers.newInstance(request.dbInstanceIdentifier());
    NewMembers.requireValid(request);
    return state.write(
        handle -> {
          Row<DBCluster, ClusterInternals> cluster =
              ClusterTables.named(handle, caller, request.dbClusterIdentifier());
          NewMembers.requireFits(request, cluster.shown());
          requireStatus(cluster, JOINABLE);
          List<DBClusterMember> members = new ArrayList<>(cluster.shown().dbClusterMembers());
          members.add(NewMembers.member(id, request, members.isEmpty()));
          Row<DBInstance, InstanceInternals> row = newMembers.created(id, request, cluster);
          if (Tables.INSTANCES.find(handle, row.scope(), id).isPresent()) {
            throw RdsFaults.instanceExists();
          }
          quotas.require(handle, row.scope(), Quota.DB_INSTANCES);
          Tables.INSTANCES.insert(handle, row);
          events.record(handle, EventKind.INSTANCE_CREATED, RdsArn.instance(row.scope(), row.id()));
          ClusterRows.update(handle, withMembers(cluster, members));
          return row.shown();
        });
  }

  /** A member has no data of its own: nothing is left of it, and no snapshot can be. */
  public DBInstance delete(Caller caller, DeleteDbInstanceRequest request) {
    if (request.finalDBSnapshotIdentifier() != null) {
      throw RdsFaults.invalidCombination(
          "FinalDBSnapshotIdentifier cannot be given for a member of a DB cluster: data belong to the cluster.");
    }
    return state.write(
        handle -> {
          Row<DBInstance, InstanceInternals> row =
              Instances.described(handle, caller, request.dbInstanceIdentifier());
          Row<DBCluster, ClusterInternals> cluster =
              ClusterTables.named(handle, caller, row.shown().dbClusterIdentifier());
          requireStatus(cluster, LEAVABLE);
          Tables.INSTANCES.delete(handle, row.scope(), row.id());
          events.record(handle, EventKind.INSTANCE_DELETED, RdsArn.instance(row.scope(), row.id()));
          List<DBClusterMember> left = Writers.after(cluster.shown().dbClusterMembers(), row.id());
          ClusterRows.update(handle, withMembers(cluster, left));
          return row.shown().toBuilder().dbInstanceStatus(Status.DELETING).build();
        });
  }

  private static Row<DBCluster, ClusterInternals> withMembers(
      Row<DBCluster, ClusterInternals> cluster, List<DBClusterMember> members) {
    return cluster.show(cluster.shown().toBuilder().dbClusterMembers(members).build());
  }

  private static void requireStatus(Row<DBCluster, ClusterInternals> cluster, Set<String> allowed) {
    if (!allowed.contains(cluster.shown().status())) {
      throw RdsFaults.clusterState(
          "The DB cluster %s is in the status %s: its members cannot be changed."
              .formatted(cluster.id(), cluster.shown().status()));
    }
  }

  /** The members of a cluster show what it does. */
  static void follow(Handle handle, Row<DBCluster, ClusterInternals> cluster) {
    for (DBClusterMember member : cluster.shown().dbClusterMembers()) {
      Tables.INSTANCES
          .find(handle, cluster.scope(), member.dbInstanceIdentifier())
          .ifPresent(
              row ->
                  Tables.INSTANCES.update(
                      handle, row.show(NewMembers.shown(row.shown(), cluster.shown()))));
    }
  }
}
