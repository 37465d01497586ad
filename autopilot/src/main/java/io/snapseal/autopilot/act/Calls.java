package io.snapseal.autopilot.act;

import io.snapseal.autopilot.find.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Tag;

/** The calls that change something in one region, for snapshots and databases of one kind. */
interface Calls {
  /** The calls of a kind. */
  static Calls of(Kind kind, RdsClient rds) {
    return kind == Kind.CLUSTER ? new ClusterCalls(rds) : new InstanceCalls(rds);
  }

  /**
   * A copy under a key.
   *
   * @param from id, or ARN of a snapshot of another region or account
   * @param fromRegion where that is; null for this region, since with a region the SDK presigns
   */
  record Copy(String from, @Nullable String fromRegion, String to, String keyArn, List<Tag> tags) {}

  /**
   * A restore into a temporary database: never reachable from the internet, never protected from
   * deletion.
   *
   * @param keyArn the key the database gets; null for the snapshot's own
   */
  record Restore(
      String snapshotId,
      String databaseId,
      String engine,
      String engineVersion,
      @Nullable String keyArn,
      RestoreSettings settings,
      List<Tag> tags) {}

  /** CopyDBSnapshot and its like. */
  void copy(Copy copy);

  /** RestoreDBInstanceFromDBSnapshot and its like. */
  void restore(Restore restore);

  /** CreateDBSnapshot and its like. */
  void snapshot(String databaseId, String snapshotId, List<Tag> tags);

  /** DeleteDBSnapshot and its like; that it is gone is what was wanted. */
  void deleteSnapshot(String id);

  /** DeleteDBInstance and its like, without final snapshot; that it is gone is what was wanted. */
  void deleteDatabase(String id);
}
