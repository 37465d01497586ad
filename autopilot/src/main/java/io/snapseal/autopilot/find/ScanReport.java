package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found, region by region. Made of strings, numbers, lists and records only. */
public record ScanReport(List<Region> regions) {
  public ScanReport {
    regions = List.copyOf(regions);
  }

  /** All snapshots of all regions. */
  public List<Snapshot> snapshots() {
    return regions.stream().flatMap(region -> region.snapshots().stream()).toList();
  }

  /** Whether a region could not be looked at. */
  public boolean incomplete() {
    return regions.stream().anyMatch(region -> region.failure() != null);
  }

  /**
   * What one region holds.
   *
   * @param region its name
   * @param keyArn the wanted key in this region; null if none was named or it is not usable
   * @param snapshots every snapshot of instances and clusters: manual, automated, AWS Backup's, and
   *     those that other accounts share
   * @param temporaryInstances instances that Snapseal made and has not deleted yet
   * @param temporaryClusters clusters that Snapseal made and has not deleted yet
   * @param failure why this region, or a part of it, could not be looked at, or why the wanted key
   *     is not usable in it
   */
  public record Region(
      String region,
      @Nullable String keyArn,
      List<Snapshot> snapshots,
      List<String> temporaryInstances,
      List<String> temporaryClusters,
      @Nullable Failure failure) {
    public Region {
      snapshots = List.copyOf(snapshots);
      temporaryInstances = List.copyOf(temporaryInstances);
      temporaryClusters = List.copyOf(temporaryClusters);
    }
  }

  /**
   * One snapshot and what protects it.
   *
   * @param region where it is
   * @param id its identifier; the ARN of one that another account shares
   * @param arn its ARN
   * @param type {@code manual}, {@code automated}, {@code awsbackup} or {@code shared}
   * @param status as RDS says, such as {@code available}
   * @param engine such as {@code postgres}
   * @param engineVersion such as {@code 17.6}
   * @param kind {@code instance} or {@code cluster}
   * @param instance the DB instance it was taken of; empty for a cluster snapshot
   * @param cluster the DB cluster it was taken of; empty for a snapshot of an instance
   * @param gib allocated storage in GiB
   * @param created ISO-8601 instant; null while it is being created
   * @param protection what protects it
   * @param keyArn the resolved ARN of its key; the reported key id where it does not resolve; null
   *     when it has none
   * @param sealedAs the sealed snapshot of this region that was made from it and is proven to be
   *     available under the key its lineage tells: it is superseded; null if none
   * @param sealedFrom ARN of the snapshot that Snapseal made it from; null for everybody else's
   * @param temporary whether it is one of Snapseal's temporaries
   * @param tags as RDS lists them
   * @param failure why it is {@code KEY_UNUSABLE} or {@code UNSUPPORTED}, else null
   */
  public record Snapshot(
      String region,
      String id,
      String arn,
      String type,
      String status,
      String engine,
      String engineVersion,
      String kind,
      String instance,
      String cluster,
      int gib,
      @Nullable String created,
      Protection protection,
      @Nullable String keyArn,
      @Nullable String sealedAs,
      @Nullable String sealedFrom,
      boolean temporary,
      Map<String, String> tags,
      @Nullable Failure failure) {
    public Snapshot {
      tags = Map.copyOf(tags);
    }
  }
}
