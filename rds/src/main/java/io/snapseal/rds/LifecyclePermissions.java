package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;

/** What starting, stopping and rebooting instances needs. */
final class LifecyclePermissions {
  private LifecyclePermissions() {}

  /** The declarations, by operation. */
  static Map<String, Permission> all() {
    return Map.of(
        "StartDBInstance",
        Permission.on(
            "rds:StartDBInstance",
            StartDbInstanceRequest.class,
            (caller, request) -> RdsPermissions.instance(caller, request.dbInstanceIdentifier())),
        "StopDBInstance",
        Permission.of(StopDbInstanceRequest.class, LifecyclePermissions::stop),
        "RebootDBInstance",
        Permission.on(
            "rds:RebootDBInstance",
            RebootDbInstanceRequest.class,
            (caller, request) -> RdsPermissions.instance(caller, request.dbInstanceIdentifier())));
  }

  /** Taking a snapshot before the stop needs the right to take one, as before a deletion. */
  private static List<Need> stop(Caller caller, StopDbInstanceRequest request) {
    String instance = RdsPermissions.instance(caller, request.dbInstanceIdentifier());
    List<Need> needs = new ArrayList<>(List.of(new Need("rds:StopDBInstance", instance)));
    if (request.dbSnapshotIdentifier() != null) {
      needs.add(
          new Need(
              "rds:CreateDBSnapshot",
              RdsPermissions.snapshot(caller, request.dbSnapshotIdentifier())));
    }
    return needs;
  }
}
