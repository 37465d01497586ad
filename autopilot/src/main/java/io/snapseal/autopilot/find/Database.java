package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A DB instance or a DB cluster, as far as temporaries need it.
 *
 * @param kind instance or cluster
 * @param id its identifier
 * @param engine such as {@code aurora-postgresql}; empty where RDS does not say
 * @param status as RDS says; null while nothing is known
 * @param created when it was created; null while it is being created
 * @param tags as RDS lists them
 */
public record Database(
    Kind kind,
    String id,
    String engine,
    @Nullable String status,
    @Nullable Instant created,
    List<Tag> tags) {
  public Database {
    tags = List.copyOf(tags);
  }

  /** The shape of a DB instance. */
  public static Database of(DBInstance from) {
    return new Database(
        Kind.INSTANCE,
        from.dbInstanceIdentifier(),
        from.engine() == null ? "" : from.engine(),
        from.dbInstanceStatus(),
        from.instanceCreateTime(),
        from.tagList());
  }

  /** The shape of a DB cluster. */
  public static Database of(DBCluster from) {
    return new Database(
        Kind.CLUSTER,
        from.dbClusterIdentifier(),
        from.engine() == null ? "" : from.engine(),
        from.status(),
        from.clusterCreateTime(),
        from.tagList());
  }

  /** The same in another state. */
  public Database as(String otherStatus) {
    return new Database(kind, id, engine, otherStatus, created, tags);
  }

  /** What its status means. */
  public Condition condition() {
    return Condition.of(status);
  }
}
