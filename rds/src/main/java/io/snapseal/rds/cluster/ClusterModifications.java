package io.snapseal.rds.cluster;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.MasterUser;
import io.snapseal.iam.Caller;
import io.snapseal.rds.instance.InstanceRequest;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;

/**
 * ModifyDBCluster: what a cluster's row says of itself, and the master password, which the running
 * database is told before the call is answered.
 */
public final class ClusterModifications {
  private final StateStore state;
  private final ClusterHosts hosts;

  ClusterModifications(StateStore state, ClusterHosts hosts) {
    this.state = state;
    this.hosts = hosts;
  }

  public DBCluster modify(Caller caller, ModifyDbClusterRequest request) {
    String id = RdsFaults.required(request.dbClusterIdentifier(), "DBClusterIdentifier");
    if (request.masterUserPassword() != null) {
      setPassword(
          state.read(handle -> ClusterTables.named(handle, caller, id)),
          request.masterUserPassword());
    }
    return state.write(
        handle ->
            ClusterRows.update(
                    handle,
                    ClusterTables.named(handle, caller, id),
                    shown -> {
                      given(request.deletionProtection(), shown::deletionProtection);
                      given(request.copyTagsToSnapshot(), shown::copyTagsToSnapshot);
                      given(request.preferredBackupWindow(), shown::preferredBackupWindow);
                      given(
                          request.preferredMaintenanceWindow(), shown::preferredMaintenanceWindow);
                    })
                .shown());
  }

  private void setPassword(Row<DBCluster, ClusterInternals> row, String password) {
    String user = row.shown().masterUsername();
    InstanceRequest.requireNames(row.shown().engine(), user, password, null);
    DatabaseServer server =
        hosts
            .server(row.shown())
            .orElseThrow(
                () ->
                    RdsFaults.clusterState(
                        "DbCluster " + row.id() + " is not in available state."));
    server.setMaster(
        new MasterUser(user, NewClusters.verifier(hosts.engine(row.shown()), password)));
  }

  private static <T> void given(@Nullable T value, Consumer<T> change) {
    if (value != null) {
      change.accept(value);
    }
  }
}
