package io.snapseal.autopilot.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** The clusters of one region, as strict as AWS's documents are: where they leave doubt, refuse. */
public final class FakeClusters {
  private static final int LONGEST = 63;

  private final FakeAws aws;
  private final String region;
  private final FakeTimers timers;
  private final Map<String, DBClusterSnapshot> snapshots = new TreeMap<>();
  private final Map<String, DBCluster> clusters = new TreeMap<>();
  private final Map<String, String> beingTakenOf = new HashMap<>();
  private final Set<String> deleted = new HashSet<>();
  private int snapshotQuota = 100;
  private int copyQuota = 5;
  private int mostCopies;

  FakeClusters(FakeAws aws, String region) {
    this.aws = aws;
    this.region = region;
    this.timers = new FakeTimers(aws);
  }

  // What a test sets up and looks at.

  public DBClusterSnapshot snapshot(String id, @Nullable String keyArn, Tag... tags) {
    DBClusterSnapshot made =
        DBClusterSnapshot.builder()
            .dbClusterSnapshotIdentifier(id)
            .dbClusterSnapshotArn(arn("cluster-snapshot", id))
            .dbClusterIdentifier("shop")
            .engine("aurora-postgresql")
            .engineVersion("16.4")
            .allocatedStorage(100)
            .snapshotType(id.startsWith("rds:") ? "automated" : "manual")
            .snapshotCreateTime(aws.clock().instant().minus(Duration.ofDays(30)))
            .status("available")
            .storageEncrypted(keyArn != null)
            .kmsKeyId(keyArn)
            .tagList(tags)
            .build();
    put(made);
    return made;
  }

  public void put(DBClusterSnapshot snapshot) {
    snapshots.put(snapshot.dbClusterSnapshotIdentifier(), snapshot);
  }

  public void put(DBCluster cluster) {
    clusters.put(cluster.dbClusterIdentifier(), cluster);
  }

  public Map<String, DBClusterSnapshot> snapshots() {
    settle();
    return snapshots;
  }

  public Map<String, DBCluster> clusters() {
    settle();
    return clusters;
  }

  /** A cluster snapshot that a test is sure of. */
  public DBClusterSnapshot get(@Nullable String id) {
    DBClusterSnapshot found = id == null ? null : snapshots().get(id);
    if (found == null) {
      throw new AssertionError("no cluster snapshot " + id + " in " + region);
    }
    return found;
  }

  public Set<String> deleted() {
    return deleted;
  }

  public FakeTimers timers() {
    return timers;
  }

  public void quotas(int manualSnapshots, int copies) {
    snapshotQuota = manualSnapshots;
    copyQuota = copies;
  }

  public int mostCopies() {
    return mostCopies;
  }

  void settle() {
    timers
        .arrived()
        .forEach(
            (id, end) -> {
              beingTakenOf.remove(id);
              if ("gone".equals(end)) {
                clusters.remove(id);
              } else if (snapshots.containsKey(id)) {
                put(snapshots.get(id).toBuilder().status(end).percentProgress(100).build());
              } else if (clusters.containsKey(id)) {
                put(clusters.get(id).toBuilder().status(end).build());
              }
            });
  }

  // The API.

  DBClusterSnapshot copy(CopyDbClusterSnapshotRequest request) {
    String id = request.targetDBClusterSnapshotIdentifier();
    DBClusterSnapshot source =
        source(request.sourceDBClusterSnapshotIdentifier(), request.sourceRegion());
    checkNew(id);
    FakeRules.checkTags(request.tags());
    requireAvailable(source);
    if (!Boolean.TRUE.equals(source.storageEncrypted()) && request.kmsKeyId() != null) {
      throw FakeFaults.rds(
          "InvalidParameterCombination", "an unencrypted DB cluster snapshot cannot be encrypted");
    }
    requireUsable(source.dbClusterSnapshotArn().split(":", 7)[3], source.kmsKeyId(), "source");
    requireUsable(region, request.kmsKeyId(), "target");
    if (copying() >= copyQuota) {
      throw FakeFaults.rds(
          "SnapshotQuotaExceeded",
          "Cannot copy more than " + copyQuota + " snapshots across regions");
    }
    String key =
        request.kmsKeyId() == null
            ? source.kmsKeyId()
            : aws.kms(region).find(request.kmsKeyId()).arn();
    add(source.toBuilder().kmsKeyId(key).status("copying"), id, request.tags(), FakeRds.COPY_TAKES);
    mostCopies = Math.max(mostCopies, copying());
    return get(id);
  }

  DBCluster restore(RestoreDbClusterFromSnapshotRequest request) {
    DBClusterSnapshot from = source(request.snapshotIdentifier(), null);
    String id = request.dbClusterIdentifier();
    FakeRules.checkIdentifier(id, LONGEST);
    FakeRules.checkTags(request.tags());
    requireAvailable(from);
    if (clusters.containsKey(id)) {
      throw FakeFaults.rds("DBClusterAlreadyExistsFault", "DB Cluster already exists");
    }
    boolean same =
        from.engine().equals(request.engine())
            && from.engineVersion().equals(request.engineVersion());
    if (!same) {
      throw FakeFaults.rds("InvalidParameterCombination", "another engine or version: " + request);
    }
    requireUsable(region, from.kmsKeyId(), "source");
    requireUsable(region, request.kmsKeyId(), "target");
    String key = request.kmsKeyId() == null ? from.kmsKeyId() : request.kmsKeyId();
    put(
        DBCluster.builder()
            .dbClusterIdentifier(id)
            .status("creating")
            .engine(from.engine())
            .engineVersion(from.engineVersion())
            .storageEncrypted(key != null)
            .kmsKeyId(key)
            .clusterCreateTime(aws.clock().instant())
            .tagList(request.tags())
            .build());
    timers.begin(id, FakeRds.RESTORE_TAKES);
    return cluster(id);
  }

  DBClusterSnapshot create(CreateDbClusterSnapshotRequest request) {
    DBCluster of = cluster(request.dbClusterIdentifier());
    String id = request.dbClusterSnapshotIdentifier();
    checkNew(id);
    FakeRules.checkTags(request.tags());
    boolean ready = "available".equals(of.status()) && aws.rds(region).hasMember(of, "available");
    if (!ready) {
      throw FakeFaults.rds("InvalidDBClusterStateFault", "cluster is " + of.status());
    }
    add(
        DBClusterSnapshot.builder()
            .dbClusterIdentifier(of.dbClusterIdentifier())
            .engine(of.engine())
            .engineVersion(of.engineVersion())
            .storageEncrypted(of.storageEncrypted())
            .kmsKeyId(of.kmsKeyId())
            .status("creating"),
        id,
        request.tags(),
        FakeRds.SNAPSHOT_TAKES);
    beingTakenOf.put(id, of.dbClusterIdentifier());
    return get(id);
  }

  void deleteSnapshot(String id) {
    DBClusterSnapshot snapshot = existing(id);
    if (!"manual".equals(snapshot.snapshotType())) {
      throw FakeFaults.rds(
          "InvalidDBClusterSnapshotStateFault", "Only manual snapshots may be deleted.");
    }
    if ("creating".equals(snapshot.status())) {
      throw FakeFaults.rds("InvalidDBClusterSnapshotStateFault", "snapshot is being created");
    }
    snapshots.remove(id);
    timers.cancel(id);
    deleted.add(id);
  }

  void deleteCluster(String id, @Nullable Boolean skipFinalSnapshot) {
    DBCluster cluster = cluster(id);
    boolean busy =
        beingTakenOf.containsValue(id)
            || "deleting".equals(cluster.status())
            || aws.rds(region).hasMember(cluster, null);
    if (busy) {
      throw FakeFaults.rds("InvalidDBClusterStateFault", "cluster is in use");
    }
    if (!Boolean.TRUE.equals(skipFinalSnapshot)) {
      throw FakeFaults.rds("InvalidParameterCombination", "FinalDBSnapshotIdentifier needed");
    }
    put(cluster.toBuilder().status("deleting").build());
    timers.becomes(id, FakeRds.DELETE_TAKES.dividedBy(aws.speed()), "gone");
    deleted.add(id);
  }

  DBClusterSnapshot existing(String id) {
    DBClusterSnapshot found = snapshots.get(id);
    if (found == null) {
      throw FakeFaults.rds("DBClusterSnapshotNotFoundFault", id + " not found.");
    }
    return found;
  }

  DBCluster cluster(String id) {
    DBCluster found = clusters.get(id);
    if (found == null) {
      throw FakeFaults.rds("DBClusterNotFoundFault", id + " not found.");
    }
    return found;
  }

  void tag(String id, List<Tag> more) {
    DBClusterSnapshot snapshot = existing(id);
    List<Tag> tags = new ArrayList<>(snapshot.tagList());
    tags.addAll(more);
    FakeRules.checkTags(tags);
    put(snapshot.toBuilder().tagList(tags).build());
  }

  private void add(DBClusterSnapshot.Builder like, String id, List<Tag> tags, Duration takes) {
    long manual =
        snapshots.values().stream().filter(one -> "manual".equals(one.snapshotType())).count();
    if (manual >= snapshotQuota) {
      throw FakeFaults.rds(
          "SnapshotQuotaExceeded",
          "Cannot create more than " + snapshotQuota + " manual snapshots");
    }
    put(
        like.dbClusterSnapshotIdentifier(id)
            .dbClusterSnapshotArn(arn("cluster-snapshot", id))
            .snapshotType("manual")
            .percentProgress(0)
            .snapshotCreateTime(aws.clock().instant())
            .tagList(tags)
            .build());
    timers.begin(id, takes);
  }

  private DBClusterSnapshot source(String asked, @Nullable String sourceRegion) {
    if (!asked.startsWith("arn:")) {
      return existing(asked);
    }
    String[] parts = asked.split(":", 7);
    if (!parts[3].equals(region) && !parts[3].equals(sourceRegion)) {
      throw FakeFaults.rds("InvalidParameterValue", "PreSignedUrl could not be authenticated");
    }
    String id = parts[4].equals(FakeAws.ACCOUNT) ? parts[6] : asked;
    return aws.rds(parts[3]).clusters().existing(id);
  }

  private void requireUsable(String where, @Nullable String key, String which) {
    if (key != null && !aws.kms(where).usable(key)) {
      throw FakeFaults.rds(
          "KMSKeyNotAccessibleFault",
          "The " + which + " snapshot KMS key [" + key + "] does not exist, is not enabled");
    }
  }

  private static void requireAvailable(DBClusterSnapshot snapshot) {
    if (!"available".equals(snapshot.status())) {
      throw FakeFaults.rds("InvalidDBClusterSnapshotStateFault", "is " + snapshot.status());
    }
  }

  private void checkNew(String id) {
    FakeRules.checkIdentifier(id, LONGEST);
    if (snapshots.containsKey(id)) {
      throw FakeFaults.rds("DBClusterSnapshotAlreadyExistsFault", id + " already exists.");
    }
  }

  private int copying() {
    return (int) snapshots.values().stream().filter(one -> "copying".equals(one.status())).count();
  }

  private String arn(String kind, String id) {
    return "arn:aws:rds:" + region + ":" + FakeAws.ACCOUNT + ":" + kind + ":" + id;
  }
}
