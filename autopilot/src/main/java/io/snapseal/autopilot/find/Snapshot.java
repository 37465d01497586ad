package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A snapshot of an instance or of a cluster, in one shape.
 *
 * @param kind of an instance or of a cluster
 * @param id what RDS calls it; of one that another account shares: its ARN, which is what calls
 *     want
 * @param arn its ARN
 * @param database the instance or cluster it was taken of; empty where RDS does not say
 * @param engine such as {@code postgres}; empty where RDS does not say
 * @param engineVersion such as {@code 17.6}; empty where RDS does not say
 * @param type {@code manual}, {@code automated}, {@code awsbackup} or {@code shared}
 * @param status as RDS says; null while nothing is known
 * @param percent 0–100 as RDS reports progress, -1 where it does not
 * @param encrypted whether RDS calls it encrypted
 * @param awsOwned whether it is under a key that AWS owns ({@code sse-rds})
 * @param keyId the key as RDS reports it; null if none
 * @param created its SnapshotCreateTime; null while it is being created
 * @param gib allocated storage in GiB, 0 where RDS does not say
 * @param tags as RDS lists them
 */
public record Snapshot(
    Kind kind,
    String id,
    String arn,
    String database,
    String engine,
    String engineVersion,
    String type,
    @Nullable String status,
    int percent,
    boolean encrypted,
    boolean awsOwned,
    @Nullable String keyId,
    @Nullable Instant created,
    int gib,
    List<Tag> tags) {
  private static final String SHARED = "shared";

  public Snapshot {
    tags = List.copyOf(tags);
  }

  /** The shape of a DB snapshot. */
  public static Snapshot of(DBSnapshot from) {
    return new Snapshot(
        Kind.INSTANCE,
        id(from.dbSnapshotIdentifier(), from.dbSnapshotArn(), from.snapshotType()),
        text(from.dbSnapshotArn()),
        text(from.dbInstanceIdentifier()),
        text(from.engine()),
        text(from.engineVersion()),
        from.snapshotType() == null ? "manual" : from.snapshotType(),
        from.status(),
        number(from.percentProgress(), -1),
        Boolean.TRUE.equals(from.encrypted()),
        from.storageEncryptionType() == StorageEncryptionType.SSE_RDS,
        from.kmsKeyId(),
        from.snapshotCreateTime(),
        number(from.allocatedStorage(), 0),
        from.tagList());
  }

  /** The shape of a DB cluster snapshot. */
  public static Snapshot of(DBClusterSnapshot from) {
    return new Snapshot(
        Kind.CLUSTER,
        id(from.dbClusterSnapshotIdentifier(), from.dbClusterSnapshotArn(), from.snapshotType()),
        text(from.dbClusterSnapshotArn()),
        text(from.dbClusterIdentifier()),
        text(from.engine()),
        text(from.engineVersion()),
        from.snapshotType() == null ? "manual" : from.snapshotType(),
        from.status(),
        number(from.percentProgress(), -1),
        Boolean.TRUE.equals(from.storageEncrypted()),
        from.storageEncryptionType() == StorageEncryptionType.SSE_RDS,
        from.kmsKeyId(),
        from.snapshotCreateTime(),
        number(from.allocatedStorage(), 0),
        from.tagList());
  }

  /** The same in another state. */
  public Snapshot as(String otherStatus) {
    return new Snapshot(
        kind,
        id,
        arn,
        database,
        engine,
        engineVersion,
        type,
        otherStatus,
        percent,
        encrypted,
        awsOwned,
        keyId,
        created,
        gib,
        tags);
  }

  /** The same with other tags. */
  public Snapshot tagged(List<Tag> otherTags) {
    return new Snapshot(
        kind,
        id,
        arn,
        database,
        engine,
        engineVersion,
        type,
        status,
        percent,
        encrypted,
        awsOwned,
        keyId,
        created,
        gib,
        otherTags);
  }

  /** What its status means. */
  public Condition condition() {
    return Condition.of(status);
  }

  /** Whether it is this account's to delete: not RDS's, not AWS Backup's, not another account's. */
  public boolean manual() {
    return type.equals("manual");
  }

  /** Whether another account owns it and lets this one read it. */
  public boolean shared() {
    return type.equals(SHARED);
  }

  /** Whether it is under a key that KMS knows. */
  public boolean underKmsKey() {
    return encrypted && !awsOwned && keyId != null;
  }

  private static String id(String id, @Nullable String arn, @Nullable String type) {
    return SHARED.equals(type) && arn != null ? arn : id;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static int number(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
