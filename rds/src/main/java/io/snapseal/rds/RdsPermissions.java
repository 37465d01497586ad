package io.snapseal.rds;

import static java.util.Map.entry;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.policy.Policies.SharedByService;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.state.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What every RDS operation needs (Service Authorization Reference, "Actions, resources, and
 * condition keys for Amazon RDS"). A copy needs its action on the source and on the target.
 */
final class RdsPermissions {
  private static final String TAGS = "rds:AddTagsToResource";

  private RdsPermissions() {}

  /** The declarations of every area, by operation. */
  static Map<String, Permission> all() {
    Map<String, Permission> all = new HashMap<>(instances());
    all.putAll(ClusterPermissions.all());
    all.putAll(ReplicaPermissions.all());
    all.putAll(LifecyclePermissions.all());
    all.putAll(AutomatedBackupPermissions.all());
    all.putAll(EventPermissions.all());
    all.putAll(GroupPermissions.all());
    all.putAll(CatalogPermissions.all());
    return Map.copyOf(all);
  }

  private static Map<String, Permission> instances() {
    return Map.ofEntries(
        entry(
            "CreateDBInstance",
            Permission.of(CreateDbInstanceRequest.class, RdsPermissions::createInstance)),
        entry(
            "DescribeDBInstances",
            Permission.on(
                "rds:DescribeDBInstances",
                DescribeDbInstancesRequest.class,
                (caller, request) -> instance(caller, request.dbInstanceIdentifier()))),
        entry(
            "ModifyDBInstance",
            Permission.on(
                "rds:ModifyDBInstance",
                ModifyDbInstanceRequest.class,
                (caller, request) -> instance(caller, request.dbInstanceIdentifier()))),
        entry(
            "DeleteDBInstance",
            Permission.of(DeleteDbInstanceRequest.class, RdsPermissions::deleteInstance)),
        entry(
            "CreateDBSnapshot",
            Permission.of(CreateDbSnapshotRequest.class, RdsPermissions::createSnapshot)),
        entry(
            "DescribeDBSnapshots",
            Permission.of(
                DescribeDbSnapshotsRequest.class,
                (caller, request) ->
                    List.of(
                        shared(
                            caller,
                            "rds:DescribeDBSnapshots",
                            snapshot(caller, request.dbSnapshotIdentifier()))))),
        entry(
            "DescribeDBSnapshotAttributes",
            Permission.on(
                "rds:DescribeDBSnapshotAttributes",
                DescribeDbSnapshotAttributesRequest.class,
                (caller, request) -> snapshot(caller, request.dbSnapshotIdentifier()))),
        entry(
            "ModifyDBSnapshotAttribute",
            Permission.on(
                "rds:ModifyDBSnapshotAttribute",
                ModifyDbSnapshotAttributeRequest.class,
                (caller, request) -> snapshot(caller, request.dbSnapshotIdentifier()))),
        entry("CopyDBSnapshot", Permission.of(CopyDbSnapshotRequest.class, RdsPermissions::copy)),
        entry(
            "DeleteDBSnapshot",
            Permission.on(
                "rds:DeleteDBSnapshot",
                DeleteDbSnapshotRequest.class,
                (caller, request) -> snapshot(caller, request.dbSnapshotIdentifier()))),
        entry(
            "RestoreDBInstanceFromDBSnapshot",
            Permission.of(RestoreDbInstanceFromDbSnapshotRequest.class, RdsPermissions::restore)),
        entry(
            "AddTagsToResource",
            Permission.on(
                TAGS,
                AddTagsToResourceRequest.class,
                (caller, request) -> resource(request.resourceName()))),
        entry(
            "RemoveTagsFromResource",
            Permission.on(
                "rds:RemoveTagsFromResource",
                RemoveTagsFromResourceRequest.class,
                (caller, request) -> resource(request.resourceName()))),
        entry(
            "ListTagsForResource",
            Permission.on(
                "rds:ListTagsForResource",
                ListTagsForResourceRequest.class,
                (caller, request) -> resource(request.resourceName()))));
  }

  /** A member of a cluster needs its action on the cluster, too. */
  private static List<Need> createInstance(Caller caller, CreateDbInstanceRequest request) {
    String action = "rds:CreateDBInstance";
    List<Need> needs =
        creating(action, instance(caller, request.dbInstanceIdentifier()), request.tags());
    if (request.dbClusterIdentifier() != null) {
      needs.add(
          new Need(action, ClusterPermissions.cluster(caller, request.dbClusterIdentifier())));
    }
    return needs;
  }

  private static List<Need> createSnapshot(Caller caller, CreateDbSnapshotRequest request) {
    String snapshot = snapshot(caller, request.dbSnapshotIdentifier());
    List<Need> needs = creating("rds:CreateDBSnapshot", snapshot, request.tags());
    needs.add(new Need("rds:CreateDBSnapshot", instance(caller, request.dbInstanceIdentifier())));
    return needs;
  }

  /**
   * Taking a final snapshot needs the right to take one (RDS user guide, "Deleting a DB instance").
   * A member of a cluster has none, and its deletion does not say so.
   */
  private static List<Need> deleteInstance(Caller caller, DeleteDbInstanceRequest request) {
    String instance = instance(caller, request.dbInstanceIdentifier());
    List<Need> needs = new ArrayList<>(List.of(new Need("rds:DeleteDBInstance", instance)));
    if (request.finalDBSnapshotIdentifier() != null) {
      needs.add(
          new Need("rds:CreateDBSnapshot", snapshot(caller, request.finalDBSnapshotIdentifier())));
    }
    return needs;
  }

  private static List<Need> copy(Caller caller, CopyDbSnapshotRequest request) {
    List<Need> needs =
        creating(
            "rds:CopyDBSnapshot",
            snapshot(caller, request.targetDBSnapshotIdentifier()),
            request.tags());
    needs.add(
        shared(
            caller, "rds:CopyDBSnapshot", snapshot(caller, request.sourceDBSnapshotIdentifier())));
    return needs;
  }

  private static List<Need> restore(Caller caller, RestoreDbInstanceFromDbSnapshotRequest request) {
    String action = "rds:RestoreDBInstanceFromDBSnapshot";
    List<Need> needs =
        creating(action, instance(caller, request.dbInstanceIdentifier()), request.tags());
    needs.add(shared(caller, action, snapshot(caller, request.dbSnapshotIdentifier())));
    return needs;
  }

  /**
   * What may be done with another account's snapshot, too, if it is shared: whether it is, the
   * operation finds out.
   */
  static Need shared(Caller caller, String action, String resource) {
    boolean foreign =
        RdsArn.parse(resource)
            .filter(arn -> !arn.scope().account().equals(caller.account()))
            .isPresent();
    return foreign
        ? new Need(action, resource, Map.of(), new SharedByService(), Optional::empty)
        : new Need(action, resource);
  }

  static List<Need> creating(String action, String resource, List<Tag> tags) {
    List<Need> needs = new ArrayList<>(List.of(new Need(action, resource)));
    if (!tags.isEmpty()) {
      needs.add(new Need(TAGS, resource));
    }
    return needs;
  }

  static String instance(Caller caller, @Nullable String id) {
    return id != null && id.startsWith("arn:")
        ? id
        : RdsArn.instance(scope(caller), id == null ? "*" : Identifiers.stored(id)).toString();
  }

  static String snapshot(Caller caller, @Nullable String id) {
    return id == null
        ? RdsArn.snapshot(scope(caller), "*").toString()
        : RdsArn.snapshotNamed(scope(caller), id).toString();
  }

  private static String resource(@Nullable String arn) {
    return arn == null ? "*" : arn;
  }

  private static Scope scope(Caller caller) {
    return new Scope(caller.account(), caller.region());
  }
}
