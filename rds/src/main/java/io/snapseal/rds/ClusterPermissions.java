package io.snapseal.rds;

import static java.util.Map.entry;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeGlobalClustersRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.StartDbClusterRequest;
import software.amazon.awssdk.services.rds.model.StopDbClusterRequest;

/** What operations on clusters and their snapshots need, as {@link RdsPermissions}. */
final class ClusterPermissions {
  private ClusterPermissions() {}

  /** The declarations, by operation. */
  static Map<String, Permission> all() {
    return Map.ofEntries(
        entry(
            "CreateDBCluster",
            Permission.of(
                CreateDbClusterRequest.class,
                (caller, request) ->
                    RdsPermissions.creating(
                        "rds:CreateDBCluster",
                        cluster(caller, request.dbClusterIdentifier()),
                        request.tags()))),
        entry(
            "DescribeDBClusters",
            Permission.on(
                "rds:DescribeDBClusters",
                DescribeDbClustersRequest.class,
                (caller, request) -> cluster(caller, request.dbClusterIdentifier()))),
        entry(
            "DescribeGlobalClusters",
            Permission.on(
                "rds:DescribeGlobalClusters",
                DescribeGlobalClustersRequest.class,
                (caller, request) -> globalCluster(caller, request.globalClusterIdentifier()))),
        entry(
            "ModifyDBCluster",
            Permission.on(
                "rds:ModifyDBCluster",
                ModifyDbClusterRequest.class,
                (caller, request) -> cluster(caller, request.dbClusterIdentifier()))),
        entry(
            "StartDBCluster",
            Permission.on(
                "rds:StartDBCluster",
                StartDbClusterRequest.class,
                (caller, request) -> cluster(caller, request.dbClusterIdentifier()))),
        entry(
            "StopDBCluster",
            Permission.on(
                "rds:StopDBCluster",
                StopDbClusterRequest.class,
                (caller, request) -> cluster(caller, request.dbClusterIdentifier()))),
        entry(
            "DeleteDBCluster",
            Permission.of(DeleteDbClusterRequest.class, ClusterPermissions::delete)),
        entry(
            "CreateDBClusterSnapshot",
            Permission.of(CreateDbClusterSnapshotRequest.class, ClusterPermissions::create)),
        entry(
            "DescribeDBClusterSnapshots",
            Permission.of(
                DescribeDbClusterSnapshotsRequest.class,
                (caller, request) ->
                    List.of(
                        shared(
                            caller,
                            "rds:DescribeDBClusterSnapshots",
                            request.dbClusterSnapshotIdentifier())))),
        entry(
            "DescribeDBClusterSnapshotAttributes",
            Permission.on(
                "rds:DescribeDBClusterSnapshotAttributes",
                DescribeDbClusterSnapshotAttributesRequest.class,
                (caller, request) -> snapshot(caller, request.dbClusterSnapshotIdentifier()))),
        entry(
            "ModifyDBClusterSnapshotAttribute",
            Permission.on(
                "rds:ModifyDBClusterSnapshotAttribute",
                ModifyDbClusterSnapshotAttributeRequest.class,
                (caller, request) -> snapshot(caller, request.dbClusterSnapshotIdentifier()))),
        entry(
            "CopyDBClusterSnapshot",
            Permission.of(CopyDbClusterSnapshotRequest.class, ClusterPermissions::copy)),
        entry(
            "DeleteDBClusterSnapshot",
            Permission.on(
                "rds:DeleteDBClusterSnapshot",
                DeleteDbClusterSnapshotRequest.class,
                (caller, request) -> snapshot(caller, request.dbClusterSnapshotIdentifier()))),
        entry(
            "RestoreDBClusterFromSnapshot",
            Permission.of(RestoreDbClusterFromSnapshotRequest.class, ClusterPermissions::restore)));
  }

  /** Taking a final snapshot needs the right to take one. */
  private static List<Need> delete(Caller caller, DeleteDbClusterRequest request) {
    List<Need> needs =
        new ArrayList<>(
            List.of(
                new Need("rds:DeleteDBCluster", cluster(caller, request.dbClusterIdentifier()))));
    if (!Boolean.TRUE.equals(request.skipFinalSnapshot())) {
      needs.add(
          new Need(
              "rds:CreateDBClusterSnapshot",
              snapshot(caller, request.finalDBSnapshotIdentifier())));
    }
    return needs;
  }

  private static List<Need> create(Caller caller, CreateDbClusterSnapshotRequest request) {
    String action = "rds:CreateDBClusterSnapshot";
    List<Need> needs =
        RdsPermissions.creating(
            action, snapshot(caller, request.dbClusterSnapshotIdentifier()), request.tags());
    needs.add(new Need(action, cluster(caller, request.dbClusterIdentifier())));
    return needs;
  }

  private static List<Need> copy(Caller caller, CopyDbClusterSnapshotRequest request) {
    String action = "rds:CopyDBClusterSnapshot";
    List<Need> needs =
        RdsPermissions.creating(
            action, snapshot(caller, request.targetDBClusterSnapshotIdentifier()), request.tags());
    needs.add(shared(caller, action, request.sourceDBClusterSnapshotIdentifier()));
    return needs;
  }

  private static List<Need> restore(Caller caller, RestoreDbClusterFromSnapshotRequest request) {
    String action = "rds:RestoreDBClusterFromSnapshot";
    List<Need> needs =
        RdsPermissions.creating(
            action, cluster(caller, request.dbClusterIdentifier()), request.tags());
    needs.add(shared(caller, action, request.snapshotIdentifier()));
    return needs;
  }

  private static Need shared(Caller caller, String action, @Nullable String id) {
    return RdsPermissions.shared(caller, action, snapshot(caller, id));
  }

  static String cluster(Caller caller, @Nullable String id) {
    return id != null && id.startsWith("arn:")
        ? id
        : RdsArn.cluster(caller.scope(), id == null ? "*" : Identifiers.stored(id)).toString();
  }

  private static String snapshot(Caller caller, @Nullable String id) {
    return id != null && id.startsWith("arn:")
        ? id
        : RdsArn.clusterSnapshot(caller.scope(), id == null ? "*" : Identifiers.stored(id))
            .toString();
  }

  /** A global cluster's ARN names no region. */
  private static String globalCluster(Caller caller, @Nullable String id) {
    return "arn:aws:rds::%s:global-cluster:%s"
        .formatted(caller.account(), id == null ? "*" : Identifiers.stored(id));
  }
}
