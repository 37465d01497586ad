package io.snapseal.rds.cluster;

import io.snapseal.rds.instance.InstanceRequest;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tags;
import io.snapseal.state.Row;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Endpoint;

/** Makes what is shown of a cluster's members. Nothing is stored here. */
public final class NewMembers {
  private static final int MAX_TIER = 15;

  private final Ids ids;
  private final Clock clock;

  public NewMembers(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** What only a cluster has, its members are not given (RDS API reference). */
  static void requireValid(CreateDbInstanceRequest request) {
    RdsFaults.required(request.dbClusterIdentifier(), "DBClusterIdentifier");
    InstanceRequest.requireClass(request.dbInstanceClass());
    Map<String, @Nullable Object> clusters = new LinkedHashMap<>();
    clusters.put("MasterUsername", request.masterUsername());
    clusters.put("MasterUserPassword", request.masterUserPassword());
    clusters.put("DBName", request.dbName());
    clusters.put("AllocatedStorage", request.allocatedStorage());
    clusters.put("StorageType", request.storageType());
    clusters.put("KmsKeyId", request.kmsKeyId());
    clusters.put("StorageEncrypted", request.storageEncrypted());
    clusters.put("Port", request.port());
    clusters.put("BackupRetentionPeriod", request.backupRetentionPeriod());
    clusters.put("PreferredBackupWindow", request.preferredBackupWindow());
    clusters.put("DeletionProtection", request.deletionProtection());
    clusters.put("DBSubnetGroupName", request.dbSubnetGroupName());
    clusters.put("VpcSecurityGroupIds", given(request.vpcSecurityGroupIds()));
    clusters.put("DBParameterGroupName", ofOnesOwn(request.dbParameterGroupName()));
    clusters.put("OptionGroupName", ofOnesOwn(request.optionGroupName()));
    clusters.forEach(
        (member, value) -> {
          if (value != null && !Boolean.FALSE.equals(value)) {
            throw RdsFaults.invalidCombination(
                "The requested DB Instance will be a member of a DB Cluster. Set %s for the DB Cluster."
                    .formatted(member));
          }
        });
    Integer tier = request.promotionTier();
    if (tier != null && (tier < 0 || tier > MAX_TIER)) {
      throw RdsFaults.invalidValue(
          "Invalid promotion tier %d: it must be 0 to 15.".formatted(tier));
    }
  }

  private static @Nullable Object given(List<String> values) {
    return values.isEmpty() ? null : values;
  }

  /** The default groups are every member's. */
  private static @Nullable String ofOnesOwn(@Nullable String group) {
    return group == null || group.startsWith("default") ? null : group;
  }

  /** A member is of its cluster's engine, in its version. */
  static void requireFits(CreateDbInstanceRequest request, DBCluster cluster) {
    String version = request.engineVersion();
    if (!cluster.engine().equals(request.engine())) {
      throw RdsFaults.invalidCombination(
          "The engine name requested for your DB instance (%s) doesn't match the engine name of your DB cluster (%s)."
              .formatted(request.engine(), cluster.engine()));
    }
    if (version != null
        && !version.isEmpty()
        && !cluster.engineVersion().equals(version)
        && !cluster.engineVersion().startsWith(version + ".")) {
      throw RdsFaults.invalidCombination(
          "The engine version that you requested for your DB instance (%s) does not match the engine version of your DB cluster (%s)."
              .formatted(version, cluster.engineVersion()));
    }
  }

  static DBClusterMember member(String id, CreateDbInstanceRequest request, boolean writer) {
    return DBClusterMember.builder()
        .dbInstanceIdentifier(id)
        .isClusterWriter(writer)
        .dbClusterParameterGroupStatus("in-sync")
        .promotionTier(
            request.promotionTier() == null ? Writers.DEFAULT_TIER : request.promotionTier())
        .build();
  }

  /** The row of a new member. */
  Row<DBInstance, InstanceInternals> created(
      String id, CreateDbInstanceRequest request, Row<DBCluster, ClusterInternals> cluster) {
    DBInstance own =
        DBInstance.builder()
            .dbInstanceIdentifier(id)
            .dbInstanceArn(RdsArn.instance(cluster.scope(), id).toString())
            .dbiResourceId(ids.instance())
            .dbInstanceClass(request.dbInstanceClass())
            .instanceCreateTime(clock.instant())
            .autoMinorVersionUpgrade(!Boolean.FALSE.equals(request.autoMinorVersionUpgrade()))
            .preferredMaintenanceWindow(request.preferredMaintenanceWindow())
            .promotionTier(
                request.promotionTier() == null ? Writers.DEFAULT_TIER : request.promotionTier())
            .copyTagsToSnapshot(Boolean.TRUE.equals(request.copyTagsToSnapshot()))
            .deletionProtection(false)
            .multiAZ(false)
            .publiclyAccessible(false)
            .iamDatabaseAuthenticationEnabled(false)
            .caCertificateIdentifier("none")
            .availabilityZone(cluster.scope().region() + "a")
            .tagList(
                Simulated.labelled(
                    Tags.ofNew(request.tags()), Simulated.in(cluster.shown().tagList())))
            .build();
    return new Row<>(
        cluster.scope(),
        id,
        shown(own, cluster.shown()),
        InstanceInternals.ofNew(cluster.internal().volume(), null, null, null));
  }

  /** A member as its cluster makes it look. */
  static DBInstance shown(DBInstance member, DBCluster cluster) {
    boolean reachable = cluster.endpoint() != null && cluster.port() != null;
    return member.toBuilder()
        .dbClusterIdentifier(cluster.dbClusterIdentifier())
        .dbInstanceStatus(
            cluster.status().equals(Status.BACKING_UP) ? Status.AVAILABLE : cluster.status())
        .engine(cluster.engine())
        .engineVersion(cluster.engineVersion())
        .licenseModel(license(cluster.engine()))
        .masterUsername(cluster.masterUsername())
        .dbName(cluster.databaseName())
        .allocatedStorage(cluster.allocatedStorage())
        .storageType(cluster.storageType())
        .storageEncrypted(cluster.storageEncrypted())
        .storageEncryptionType(cluster.storageEncryptionType())
        .kmsKeyId(cluster.kmsKeyId())
        .backupRetentionPeriod(cluster.backupRetentionPeriod())
        .preferredBackupWindow(cluster.preferredBackupWindow())
        .dbInstancePort(0)
        .endpoint(
            reachable
                ? Endpoint.builder().address(cluster.endpoint()).port(cluster.port()).build()
                : null)
        .build();
  }

  static String license(String engine) {
    return engine.equals("aurora-postgresql") ? "postgresql-license" : "general-public-license";
  }
}
