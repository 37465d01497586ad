package io.snapseal.rds;

import static java.util.Map.entry;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;

/**
 * What operations on read replicas need (Service Authorization Reference). Making one needs its
 * action on the source and on the replica.
 */
final class ReplicaPermissions {
  private static final String CREATE = "rds:CreateDBInstanceReadReplica";

  private ReplicaPermissions() {}

  static Map<String, Permission> all() {
    return Map.ofEntries(
        entry(
            "CreateDBInstanceReadReplica",
            Permission.of(CreateDbInstanceReadReplicaRequest.class, ReplicaPermissions::create)),
        entry(
            "PromoteReadReplica",
            Permission.on(
                "rds:PromoteReadReplica",
                PromoteReadReplicaRequest.class,
                (caller, request) ->
                    RdsPermissions.instance(caller, request.dbInstanceIdentifier()))));
  }

  private static List<Need> create(Caller caller, CreateDbInstanceReadReplicaRequest request) {
    List<Need> needs =
        RdsPermissions.creating(
            CREATE,
            RdsPermissions.instance(caller, request.dbInstanceIdentifier()),
            request.tags());
    needs.add(
        new Need(CREATE, RdsPermissions.instance(caller, request.sourceDBInstanceIdentifier())));
    return needs;
  }
}
