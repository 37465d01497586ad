package io.snapseal.autopilot.fake;

import io.snapseal.autopilot.find.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * RDS of one region as far as the autopilot uses it: AWS's states, their duration in virtual time,
 * its quotas, its refusals.
 */
public final class FakeRds implements RdsClient {
  public static final Duration SNAPSHOT_TAKES = Duration.ofMinutes(5);
  public static final Duration COPY_TAKES = Duration.ofMinutes(20);
  public static final Duration RESTORE_TAKES = Duration.ofMinutes(10);
  public static final Duration DELETE_TAKES = Duration.ofMinutes(3);

  private final FakeAws aws;
  private final String region;
  private final Map<String, DBSnapshot> snapshots = new TreeMap<>();
  private final Map<String, DBInstance> instances = new TreeMap<>();
  private final FakeTimers timers;
  private final FakeClusters clusters;
  private final Set<String> deleted = new HashSet<>();
  private final Set<String> internetFacing = new HashSet<>();
  private int snapshotQuota = 100;
  private int copyQuota = 20;
  private int instanceQuota = 40;
  private int mostCopies;
  private int mostInstances;

  public FakeRds(FakeAws aws, String region) {
    this.aws = aws;
    this.region = region;
    this.timers = new FakeTimers(aws);
    this.clusters = new FakeClusters(aws, region);
  }

  // What a test sets up and looks at.

  public DBSnapshot snapshot(String id, @Nullable String keyArn, Tag... tags) {
    DBSnapshot made =
        DBSnapshot.builder()
            .dbSnapshotIdentifier(id)
            .dbSnapshotArn(arn("snapshot", id))
            .dbInstanceIdentifier("orders")
            .engine("postgres")
            .engineVersion("17.6")
            .allocatedStorage(100)
            .snapshotType(id.startsWith("rds:") ? "automated" : "manual")
            .snapshotCreateTime(aws.clock().instant().minus(Duration.ofDays(30)))
            .status("available")
            .encrypted(keyArn != null)
            .kmsKeyId(keyArn)
            .tagList(tags)
            .build();
    snapshots.put(id, made);
    return made;
  }

  public void put(DBSnapshot snapshot) {
    snapshots.put(snapshot.dbSnapshotIdentifier(), snapshot);
  }

  public void put(DBInstance instance) {
    instances.put(instance.dbInstanceIdentifier(), instance);
  }

  public void becomes(String id, Duration after, String status) {
    timers.becomes(id, after, status);
  }

  /** The next resource whose name holds this ends in another state than available. */
  public void willEndAs(String partOfName, String status) {
    timers.willEndAs(partOfName, status);
  }

  public FakeClusters clusters() {
    return clusters;
  }

  /** Whether a cluster has an instance of this state, or of any but deleting. */
  boolean hasMember(DBCluster cluster, @Nullable String status) {
    return instances.values().stream()
        .filter(one -> cluster.dbClusterIdentifier().equals(one.dbClusterIdentifier()))
        .anyMatch(
            one ->
                status == null
                    ? !"deleting".equals(one.dbInstanceStatus())
                    : status.equals(one.dbInstanceStatus()));
  }

  public Map<String, DBSnapshot> snapshots() {
    settle();
    return snapshots;
  }

  /** Snapshots of instances and of clusters, by ARN. */
  public Map<String, Snapshot> everySnapshot() {
    Map<String, Snapshot> all = new TreeMap<>();
    snapshots().values().forEach(one -> all.put(one.dbSnapshotArn(), Snapshot.of(one)));
    clusters
        .snapshots()
        .values()
        .forEach(one -> all.put(one.dbClusterSnapshotArn(), Snapshot.of(one)));
    return all;
  }

  /** Names of instances and clusters. */
  public Set<String> databases() {
    Set<String> all = new HashSet<>(instances().keySet());
    all.addAll(clusters.clusters().keySet());
    return all;
  }

  public Map<String, DBInstance> instances() {
    settle();
    return instances;
  }

  /** A snapshot that a test is sure of. */
  public DBSnapshot get(@Nullable String id) {
    DBSnapshot found = id == null ? null : snapshots().get(id);
    if (found == null) {
      throw new AssertionError("no snapshot " + id + " in " + region);
    }
    return found;
  }

  public Set<String> deleted() {
    return deleted;
  }

  public Set<String> internetFacing() {
    return internetFacing;
  }

  public void quotas(int manualSnapshots, int copies, int dbInstances) {
    snapshotQuota = manualSnapshots;
    copyQuota = copies;
    instanceQuota = dbInstances;
  }

  public int mostCopies() {
    return mostCopies;
  }

  public int mostInstances() {
    return mostInstances;
  }

  // Time.

  public void settle() {
    clusters.settle();
    timers
        .arrived()
        .forEach(
            (id, end) -> {
              DBSnapshot snapshot = snapshots.get(id);
              DBInstance instance = instances.get(id);
              if ("gone".equals(end)) {
                snapshots.remove(id);
                instances.remove(id);
              } else if (snapshot != null) {
                put(snapshot.toBuilder().status(end).percentProgress(100).build());
              } else if (instance != null) {
                put(instance.toBuilder().dbInstanceStatus(end).build());
              }
            });
  }

  // The API.

  @Override
  public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
    return aws.call(
        "DescribeDBSnapshots",
        region,
        String.valueOf(request.dbSnapshotIdentifier()),
        () -> {
          String id = request.dbSnapshotIdentifier();
          if (id != null) {
            return DescribeDbSnapshotsResponse.builder().dbSnapshots(existing(id)).build();
          }
          List<DBSnapshot> all =
              snapshots.values().stream()
                  .filter(one -> listed(one.snapshotType(), request))
                  .toList();
          return DescribeDbSnapshotsResponse.builder()
              .dbSnapshots(FakeRules.page(all, request.marker(), request.maxRecords()))
              .marker(FakeRules.next(all, request.marker(), request.maxRecords()))
              .build();
        });
  }

  /** The usual list is of automated and manual ones, and no more than the reference promises. */
  private static boolean listed(String type, DescribeDbSnapshotsRequest request) {
    if (request.snapshotType() != null) {
      return type.equals(request.snapshotType());
    }
    return switch (type) {
      case "shared" -> Boolean.TRUE.equals(request.includeShared());
      case "awsbackup" -> false;
      default -> true;
    };
  }

  @Override
  public DescribeDbClusterSnapshotsResponse describeDBClusterSnapshots(
      DescribeDbClusterSnapshotsRequest request) {
    String id = request.dbClusterSnapshotIdentifier();
    return aws.call(
        "DescribeDBClusterSnapshots",
        region,
        String.valueOf(id),
        () -> {
          if (id != null) {
            return DescribeDbClusterSnapshotsResponse.builder()
                .dbClusterSnapshots(clusters.existing(id))
                .build();
          }
          List<DBClusterSnapshot> all =
              clusters.snapshots().values().stream()
                  .filter(
                      one ->
                          !"shared".equals(one.snapshotType())
                              || Boolean.TRUE.equals(request.includeShared()))
                  .toList();
          return DescribeDbClusterSnapshotsResponse.builder()
              .dbClusterSnapshots(FakeRules.page(all, request.marker(), request.maxRecords()))
              .marker(FakeRules.next(all, request.marker(), request.maxRecords()))
              .build();
        });
  }

  @Override
  public DescribeDbClustersResponse describeDBClusters(DescribeDbClustersRequest request) {
    String id = request.dbClusterIdentifier();
    return aws.call(
        "DescribeDBClusters",
        region,
        String.valueOf(id),
        () ->
            DescribeDbClustersResponse.builder()
                .dbClusters(
                    id == null ? clusters.clusters().values() : List.of(clusters.cluster(id)))
                .build());
  }

  @Override
  public CopyDbClusterSnapshotResponse copyDBClusterSnapshot(CopyDbClusterSnapshotRequest request) {
    return aws.call(
        "CopyDBClusterSnapshot",
        region,
        request.targetDBClusterSnapshotIdentifier(),
        () ->
            CopyDbClusterSnapshotResponse.builder()
                .dbClusterSnapshot(clusters.copy(request))
                .build());
  }

  @Override
  public RestoreDbClusterFromSnapshotResponse restoreDBClusterFromSnapshot(
      RestoreDbClusterFromSnapshotRequest request) {
    return aws.call(
        "RestoreDBClusterFromSnapshot",
        region,
        request.dbClusterIdentifier(),
        () ->
            RestoreDbClusterFromSnapshotResponse.builder()
                .dbCluster(clusters.restore(request))
                .build());
  }

  @Override
  public CreateDbClusterSnapshotResponse createDBClusterSnapshot(
      CreateDbClusterSnapshotRequest request) {
    return aws.call(
        "CreateDBClusterSnapshot",
        region,
        request.dbClusterSnapshotIdentifier(),
        () ->
            CreateDbClusterSnapshotResponse.builder()
                .dbClusterSnapshot(clusters.create(request))
                .build());
  }

  @Override
  public DeleteDbClusterSnapshotResponse deleteDBClusterSnapshot(
      DeleteDbClusterSnapshotRequest request) {
    String id = request.dbClusterSnapshotIdentifier();
    return aws.call(
        "DeleteDBClusterSnapshot",
        region,
        id,
        () -> {
          clusters.deleteSnapshot(id);
          return DeleteDbClusterSnapshotResponse.builder().build();
        });
  }

  @Override
  public DeleteDbClusterResponse deleteDBCluster(DeleteDbClusterRequest request) {
    String id = request.dbClusterIdentifier();
    return aws.call(
        "DeleteDBCluster",
        region,
        id,
        () -> {
          clusters.deleteCluster(id, request.skipFinalSnapshot());
          return DeleteDbClusterResponse.builder().build();
        });
  }

  /** In a cluster: the only way the autopilot creates one. */
  @Override
  public CreateDbInstanceResponse createDBInstance(CreateDbInstanceRequest request) {
    String id = request.dbInstanceIdentifier();
    return aws.call(
        "CreateDBInstance",
        region,
        id,
        () -> {
          DBCluster cluster = clusters.cluster(request.dbClusterIdentifier());
          FakeRules.checkIdentifier(id, 63);
          FakeRules.checkTags(request.tags());
          if (instances.containsKey(id)) {
            throw FakeFaults.rds("DBInstanceAlreadyExists", "DB instance already exists");
          }
          if (!"available".equals(cluster.status()) || !cluster.engine().equals(request.engine())) {
            throw FakeFaults.rds("InvalidDBClusterStateFault", "cluster is " + cluster.status());
          }
          if (request.dbInstanceClass() == null) {
            throw FakeFaults.rds("InvalidParameterValue", "DBInstanceClass is missing");
          }
          if (!Boolean.FALSE.equals(request.publiclyAccessible())) {
            internetFacing.add(id);
          }
          put(
              DBInstance.builder()
                  .dbInstanceIdentifier(id)
                  .dbClusterIdentifier(cluster.dbClusterIdentifier())
                  .dbInstanceStatus("creating")
                  .engine(cluster.engine())
                  .instanceCreateTime(aws.clock().instant())
                  .tagList(request.tags())
                  .build());
          mostInstances = Math.max(mostInstances, instances.size());
          timers.begin(id, RESTORE_TAKES);
          return CreateDbInstanceResponse.builder().dbInstance(instances.get(id)).build();
        });
  }

  @Override
  public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
    return aws.call(
        "DescribeDBInstances",
        region,
        String.valueOf(request.dbInstanceIdentifier()),
        () -> {
          String id = request.dbInstanceIdentifier();
          if (id != null) {
            return DescribeDbInstancesResponse.builder().dbInstances(instance(id)).build();
          }
          return DescribeDbInstancesResponse.builder().dbInstances(instances.values()).build();
        });
  }

  @Override
  public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
    return aws.call(
        "CopyDBSnapshot", region, request.targetDBSnapshotIdentifier(), () -> copy(request));
  }

  private CopyDbSnapshotResponse copy(CopyDbSnapshotRequest request) {
    String id = request.targetDBSnapshotIdentifier();
    DBSnapshot source = source(request);
    FakeRules.checkTags(request.tags());
    checkNew(id, 255);
    if (!"available".equals(source.status())) {
      throw FakeFaults.rds("InvalidDBSnapshotState", "snapshot is " + source.status());
    }
    String sourceRegion = source.dbSnapshotArn().split(":", 7)[3];
    if (source.kmsKeyId() != null && !aws.kms(sourceRegion).usable(source.kmsKeyId())) {
      throw FakeFaults.rds(
          "KMSKeyNotAccessibleFault",
          "The source snapshot KMS key [" + source.kmsKeyId() + "] does not exist, is not enabled");
    }
    if (request.kmsKeyId() != null && !aws.kms(region).usable(request.kmsKeyId())) {
      throw FakeFaults.rds(
          "KMSKeyNotAccessibleFault",
          "The target KMS key [" + request.kmsKeyId() + "] does not exist, is not enabled");
    }
    if (copying() >= copyQuota) {
      throw FakeFaults.rds(
          "SnapshotQuotaExceeded",
          "Cannot copy more than " + copyQuota + " snapshots across regions");
    }
    String keyArn =
        request.kmsKeyId() == null
            ? source.kmsKeyId()
            : aws.kms(region).find(request.kmsKeyId()).arn();
    add(
        source.toBuilder()
            .snapshotType("manual")
            .encrypted(keyArn != null)
            .kmsKeyId(keyArn)
            .build(),
        id,
        request.tags(),
        COPY_TAKES);
    mostCopies = Math.max(mostCopies, copying());
    return CopyDbSnapshotResponse.builder().dbSnapshot(snapshots.get(id)).build();
  }

  private DBSnapshot source(CopyDbSnapshotRequest request) {
    String asked = request.sourceDBSnapshotIdentifier();
    if (!asked.startsWith("arn:")) {
      return existing(asked);
    }
    String[] parts = asked.split(":", 7);
    if (!parts[3].equals(region) && !parts[3].equals(request.sourceRegion())) {
      throw FakeFaults.rds("InvalidParameterValue", "PreSignedUrl could not be authenticated");
    }
    String id = parts[4].equals(FakeAws.ACCOUNT) ? parts[6] : asked;
    DBSnapshot source = aws.rds(parts[3]).existing(id);
    if (!parts[3].equals(region)
        && Boolean.TRUE.equals(source.encrypted())
        && request.kmsKeyId() == null) {
      throw FakeFaults.rds(
          "InvalidParameterValue",
          "Must specify new KMS key for cross region encrypted snapshot copy.");
    }
    return source;
  }

  @Override
  public RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
      RestoreDbInstanceFromDbSnapshotRequest request) {
    return aws.call(
        "RestoreDBInstanceFromDBSnapshot",
        region,
        request.dbInstanceIdentifier(),
        () -> {
          DBSnapshot from = existing(request.dbSnapshotIdentifier());
          String id = request.dbInstanceIdentifier();
          FakeRules.checkIdentifier(id, 63);
          FakeRules.checkTags(request.tags());
          if (instances.containsKey(id)) {
            throw FakeFaults.rds("DBInstanceAlreadyExists", "DB instance already exists");
          }
          if (instances.size() >= instanceQuota) {
            throw FakeFaults.rds("InstanceQuotaExceeded", "too many instances");
          }
          if (!Boolean.FALSE.equals(request.publiclyAccessible())) {
            internetFacing.add(id);
          }
          DBInstance made =
              DBInstance.builder()
                  .dbInstanceIdentifier(id)
                  .dbInstanceArn(arn("db", id))
                  .dbInstanceStatus("creating")
                  .engine(from.engine())
                  .storageEncrypted(from.encrypted())
                  .kmsKeyId(from.kmsKeyId())
                  .instanceCreateTime(aws.clock().instant())
                  .tagList(request.tags())
                  .build();
          instances.put(id, made);
          mostInstances = Math.max(mostInstances, instances.size());
          timers.begin(id, RESTORE_TAKES);
          return RestoreDbInstanceFromDbSnapshotResponse.builder().dbInstance(made).build();
        });
  }

  @Override
  public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
    return aws.call(
        "CreateDBSnapshot",
        region,
        request.dbSnapshotIdentifier(),
        () -> {
          DBInstance of = instance(request.dbInstanceIdentifier());
          String id = request.dbSnapshotIdentifier();
          checkNew(id, 255);
          FakeRules.checkTags(request.tags());
          if (!"available".equals(of.dbInstanceStatus())) {
            throw FakeFaults.rds("InvalidDBInstanceState", "instance is " + of.dbInstanceStatus());
          }
          DBSnapshot like =
              DBSnapshot.builder()
                  .dbInstanceIdentifier(of.dbInstanceIdentifier())
                  .engine(of.engine())
                  .snapshotType("manual")
                  .encrypted(of.storageEncrypted())
                  .kmsKeyId(of.kmsKeyId())
                  .build();
          add(like, id, request.tags(), SNAPSHOT_TAKES);
          return CreateDbSnapshotResponse.builder().dbSnapshot(snapshots.get(id)).build();
        });
  }

  @Override
  public DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
    return aws.call(
        "DeleteDBSnapshot",
        region,
        request.dbSnapshotIdentifier(),
        () -> {
          String id = request.dbSnapshotIdentifier();
          DBSnapshot snapshot = existing(id);
          if ("automated".equals(snapshot.snapshotType())) {
            throw FakeFaults.rds(
                "InvalidDBSnapshotState", "automated snapshots cannot be deleted.");
          }
          if ("creating".equals(snapshot.status()) && snapshot.kmsKeyId() == null) {
            throw FakeFaults.rds("InvalidDBSnapshotState", "snapshot is being created");
          }
          snapshots.remove(id);
          timers.cancel(id);
          deleted.add(id);
          return DeleteDbSnapshotResponse.builder().build();
        });
  }

  @Override
  public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
    return aws.call(
        "DeleteDBInstance",
        region,
        request.dbInstanceIdentifier(),
        () -> {
          String id = request.dbInstanceIdentifier();
          DBInstance instance = instance(id);
          if ("deleting".equals(instance.dbInstanceStatus())) {
            throw FakeFaults.rds("InvalidDBInstanceState", "instance is already being deleted");
          }
          if (!Boolean.TRUE.equals(request.skipFinalSnapshot())) {
            throw FakeFaults.rds("InvalidParameterCombination", "FinalDBSnapshotIdentifier needed");
          }
          instances.put(id, instance.toBuilder().dbInstanceStatus("deleting").build());
          timers.becomes(id, DELETE_TAKES.dividedBy(aws.speed()), "gone");
          deleted.add(id);
          return DeleteDbInstanceResponse.builder().build();
        });
  }

  @Override
  public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
    return aws.call(
        "AddTagsToResource",
        region,
        request.resourceName(),
        () -> {
          String[] arn = request.resourceName().split(":", 7);
          if (arn[5].equals("cluster-snapshot")) {
            clusters.tag(arn[6], request.tags());
            return AddTagsToResourceResponse.builder().build();
          }
          DBSnapshot snapshot = existing(arn[6]);
          List<Tag> tags = new ArrayList<>(snapshot.tagList());
          tags.addAll(request.tags());
          FakeRules.checkTags(tags);
          put(snapshot.toBuilder().tagList(tags).build());
          return AddTagsToResourceResponse.builder().build();
        });
  }

  @Override
  public DescribeAccountAttributesResponse describeAccountAttributes(
      DescribeAccountAttributesRequest request) {
    return aws.call(
        "DescribeAccountAttributes",
        region,
        "",
        () ->
            DescribeAccountAttributesResponse.builder()
                .accountQuotas(
                    quota("ManualSnapshots", snapshots.size(), snapshotQuota),
                    quota("ManualClusterSnapshots", clusters.snapshots().size(), 100),
                    quota("DBInstances", instances.size(), instanceQuota))
                .build());
  }

  private static AccountQuota quota(String name, long used, long max) {
    return AccountQuota.builder().accountQuotaName(name).used(used).max(max).build();
  }

  @Override
  public String serviceName() {
    return "rds";
  }

  @Override
  public void close() {}

  private void add(DBSnapshot like, String id, List<Tag> tags, Duration takes) {
    long manual =
        snapshots.values().stream().filter(one -> "manual".equals(one.snapshotType())).count();
    if (manual >= snapshotQuota) {
      throw FakeFaults.rds(
          "SnapshotQuotaExceeded",
          "Cannot create more than " + snapshotQuota + " manual snapshots");
    }
    put(
        like.toBuilder()
            .dbSnapshotIdentifier(id)
            .dbSnapshotArn(arn("snapshot", id))
            .status("creating")
            .percentProgress(0)
            .snapshotCreateTime(aws.clock().instant())
            .tagList(tags)
            .build());
    timers.begin(id, takes);
  }

  private int copying() {
    return (int)
        snapshots.values().stream()
            .filter(one -> "creating".equals(one.status()) && one.kmsKeyId() != null)
            .count();
  }

  private DBSnapshot existing(String id) {
    DBSnapshot found = snapshots.get(id);
    if (found == null) {
      throw FakeFaults.rds("DBSnapshotNotFound", "DBSnapshot " + id + " not found.");
    }
    return found;
  }

  private DBInstance instance(String id) {
    DBInstance found = instances.get(id);
    if (found == null) {
      throw FakeFaults.rds("DBInstanceNotFound", "DBInstance " + id + " not found.");
    }
    return found;
  }

  private void checkNew(String id, int longest) {
    FakeRules.checkIdentifier(id, longest);
    if (snapshots.containsKey(id)) {
      throw FakeFaults.rds(
          "DBSnapshotAlreadyExists",
          "Cannot create the snapshot because a snapshot with the identifier "
              + id
              + " already exists.");
    }
  }

  private String arn(String kind, String id) {
    return "arn:aws:rds:" + region + ":" + FakeAws.ACCOUNT + ":" + kind + ":" + id;
  }
}
