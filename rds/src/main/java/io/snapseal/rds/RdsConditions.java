package io.snapseal.rds;

import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.TagConditions;
import io.snapseal.rds.cluster.ClusterConditions;
import io.snapseal.rds.instance.NewInstances;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.resource.TaggedTable;
import io.snapseal.rds.snapshot.InstanceSnapshots;
import io.snapseal.rds.snapshot.Shares;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The condition keys of RDS (Service Authorization Reference, "Condition keys for Amazon RDS"): of
 * what is there as it is, of what is to be made as the request asks for it.
 */
final class RdsConditions {
  private static final String REQUESTED = "aws:RequestTag/";

  /** The prefixes of the keys that tell a cluster's and a cluster snapshot's tags. */
  private static final Map<String, String> CLUSTER_TAGS =
      Map.of(
          RdsArn.CLUSTER, "rds:cluster-tag/",
          RdsArn.CLUSTER_SNAPSHOT, "rds:cluster-snapshot-tag/");

  private final StateStore state;
  private final ClusterConditions clusters;

  RdsConditions(StateStore state) {
    this.state = state;
    this.clusters = new ClusterConditions(state);
  }

  /** The permission, each of its needs {@link #added} to. */
  Permission addedTo(Permission permission) {
    return new Permission(
        (caller, request) ->
            permission.needs().apply(caller, request).stream()
                .map(need -> added(caller.account(), request, need))
                .toList());
  }

  /**
   * The need, with what the request and the resource it is about say.
   *
   * @param account the caller's: of what belongs to another, conditions would tell the tags and
   *     what it is one by one, by the words of a denial
   */
  Need added(String account, AwsRequest request, Need need) {
    Map<String, List<String>> keys = new HashMap<>();
    TagConditions.requested(request)
        .forEach(
            (key, values) -> {
              keys.put(key, values);
              if (key.startsWith(REQUESTED)) {
                keys.put("rds:req-tag/" + key.substring(REQUESTED.length()), values);
              }
            });
    requested(keys, request);
    Optional<RdsArn> resource =
        RdsArn.parse(need.resource()).filter(arn -> arn.scope().account().equals(account));
    if (resource.isPresent() && resource.get().type().equals(RdsArn.INSTANCE)) {
      instance(keys, request, resource.get());
    } else if (resource.isPresent() && resource.get().type().equals(RdsArn.SNAPSHOT)) {
      find(resource.get(), account)
          .ifPresent(row -> held(keys, "rds:snapshot-tag/", row.shown().tagList()));
    } else if (resource.isPresent() && AroundTags.TABLES.containsKey(resource.get().type())) {
      around(keys, resource.get());
    } else if (resource.isPresent()) {
      cluster(keys, account, request, resource.get());
    }
    return need.with(keys);
  }

  private void around(Map<String, List<String>> keys, RdsArn arn) {
    TaggedTable<?, ?> table = Objects.requireNonNull(AroundTags.TABLES.get(arn.type()));
    String prefix = Objects.requireNonNull(AroundTags.CONDITIONS.get(arn.type()));
    state.read(handle -> table.find(handle, arn)).ifPresent(tags -> held(keys, prefix, tags));
  }

  private void cluster(
      Map<String, List<String>> keys, String account, AwsRequest request, RdsArn arn) {
    String prefix = CLUSTER_TAGS.get(arn.type());
    List<Tag> tags = clusters.tags(account, arn);
    if (prefix != null && tags != null) {
      held(keys, prefix, tags);
    }
    if (arn.type().equals(RdsArn.CLUSTER)) {
      clusters.facts(request, arn).forEach((key, value) -> put(keys, key, value));
    }
  }

  /**
   * What is about the operation, whatever it is on. Where a key has a value here that is not
   * refused ({@code offers.txt}), it has that one.
   */
  private static void requested(Map<String, List<String>> keys, AwsRequest request) {
    boolean made =
        request instanceof CreateDbInstanceRequest
            || request instanceof CreateDbInstanceReadReplicaRequest
            || request instanceof RestoreDbInstanceFromDbSnapshotRequest;
    if (request instanceof CopyDbSnapshotRequest copy) {
      put(keys, "CopyOptionGroup", Boolean.TRUE.equals(copy.copyOptionGroup()));
    }
    if (made) {
      put(keys, "PubliclyAccessible", false);
    }
    if (made || request instanceof ModifyDbInstanceRequest) {
      put(keys, "ManageMasterUserPassword", false);
    }
    if (made || request instanceof CreateDbSnapshotRequest) {
      put(keys, "BackupTarget", "region");
    }
  }

  private void instance(Map<String, List<String>> keys, AwsRequest request, RdsArn arn) {
    Optional<DBInstance> there =
        state
            .read(
                handle -> Tables.INSTANCES.find(handle, arn.scope(), Identifiers.stored(arn.id())))
            .map(Row::shown);
    there.ifPresent(instance -> held(keys, "rds:db-tag/", instance.tagList()));
    Optional<DBInstance> meant = asked(request, arn).or(() -> there);
    meant.ifPresent(instance -> facts(keys, instance));
  }

  /** The instance that a request asks for, as far as conditions go. */
  private Optional<DBInstance> asked(AwsRequest request, RdsArn arn) {
    if (request instanceof CreateDbInstanceRequest create) {
      boolean encrypted = Boolean.TRUE.equals(create.storageEncrypted());
      return Optional.of(
          DBInstance.builder()
              .engine(create.engine())
              .dbName(create.dbName())
              .dbInstanceClass(create.dbInstanceClass())
              .allocatedStorage(create.allocatedStorage())
              .storageEncrypted(
                  // A member's storage is its cluster's, which has keys of its own.
                  create.dbClusterIdentifier() == null
                      ? Boolean.valueOf(encrypted || create.kmsKeyId() != null)
                      : null)
              .build());
    }
    if (request instanceof CreateDbInstanceReadReplicaRequest replica) {
      return replica(replica, arn);
    }
    return request instanceof RestoreDbInstanceFromDbSnapshotRequest restore
        ? Optional.of(restored(restore, arn))
        : Optional.empty();
  }

  /** A replica is what its source is; the source itself is as it is there. */
  private Optional<DBInstance> replica(CreateDbInstanceReadReplicaRequest request, RdsArn arn) {
    String given = request.sourceDBInstanceIdentifier();
    if (given == null || RdsArn.parse(given).filter(arn::equals).isPresent()) {
      return Optional.empty();
    }
    RdsArn source = RdsArn.parse(given).orElse(RdsArn.instance(arn.scope(), given));
    if (source.equals(arn) || !source.scope().account().equals(arn.scope().account())) {
      return Optional.empty();
    }
    return state
        .read(
            handle ->
                Tables.INSTANCES.find(handle, source.scope(), Identifiers.stored(source.id())))
        .map(Row::shown)
        .map(
            there ->
                request.dbInstanceClass() == null
                    ? there
                    : there.toBuilder().dbInstanceClass(request.dbInstanceClass()).build());
  }

  /** Of a snapshot that is not there, or not shared with the account, nothing is known. */
  private DBInstance restored(RestoreDbInstanceFromDbSnapshotRequest request, RdsArn arn) {
    DBInstance.Builder instance =
        DBInstance.builder()
            .dbInstanceClass(
                request.dbInstanceClass() == null
                    ? NewInstances.RESTORED_CLASS
                    : request.dbInstanceClass());
    if (request.dbSnapshotIdentifier() != null) {
      find(RdsArn.snapshotNamed(arn.scope(), request.dbSnapshotIdentifier()), arn.scope().account())
          .ifPresent(
              snapshot ->
                  instance
                      .engine(snapshot.shown().engine())
                      .dbName(snapshot.internal().databaseName())
                      .allocatedStorage(snapshot.shown().allocatedStorage())
                      .storageEncrypted(Boolean.TRUE.equals(snapshot.shown().encrypted())));
    }
    return instance.build();
  }

  private Optional<Row<DBSnapshot, SnapshotInternals>> find(RdsArn arn, String account) {
    return state.read(
        handle ->
            Shares.find(
                InstanceSnapshots.KIND,
                handle,
                account,
                RdsArn.snapshot(arn.scope(), Identifiers.stored(arn.id()))));
  }

  /** A private region has no standby, no provisioned IOPS and no VPC. */
  private static void facts(Map<String, List<String>> keys, DBInstance instance) {
    put(keys, "DatabaseEngine", instance.engine());
    put(keys, "DatabaseName", instance.dbName());
    put(keys, "DatabaseClass", instance.dbInstanceClass());
    put(keys, "StorageSize", instance.allocatedStorage());
    put(keys, "StorageEncrypted", instance.storageEncrypted());
    put(keys, "MultiAz", false);
    put(keys, "Piops", 0);
    put(keys, "Vpc", false);
  }

  private static void held(Map<String, List<String>> keys, String prefix, List<Tag> tags) {
    Map<String, String> all = new HashMap<>();
    tags.forEach(
        tag -> {
          // A tag may be without a value, which is then empty.
          String value = tag.value() == null ? "" : tag.value();
          all.put(tag.key(), value);
          keys.put(prefix + tag.key(), List.of(value));
        });
    keys.putAll(TagConditions.held(all));
  }

  private static void put(Map<String, List<String>> keys, String key, @Nullable Object value) {
    if (value != null) {
      keys.put("rds:" + key, List.of(value.toString()));
    }
  }
}
