package io.snapseal.rds.replica;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.ReplicaOf;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What may be the source of a read replica (RDS user guide, "Working with read replicas"). */
final class ReplicaSources {
  /** RDS API reference, {@code CreateDBInstanceReadReplica}, {@code SourceDBInstanceIdentifier}. */
  static final int MOST_REPLICAS = 15;

  /** RDS user guide, "Using cascading read replicas with RDS for PostgreSQL". */
  static final int MOST_LEVELS = 3;

  private static final Set<String> ENGINES = Set.of("postgres");

  private ReplicaSources() {}

  /** The name of the source: an identifier of the caller's region, or an ARN of any. */
  static RdsArn named(Caller caller, String given, Set<String> regions) {
    Scope own = new Scope(caller.account(), caller.region());
    RdsArn arn =
        given.startsWith("arn:")
            ? RdsArn.parse(given)
                .filter(a -> a.type().equals(RdsArn.INSTANCE))
                .orElseThrow(() -> RdsFaults.invalidValue("Not the ARN of a DB instance: " + given))
            : RdsArn.instance(own, given);
    if (!regions.contains(arn.scope().region())) {
      throw RdsFaults.invalidValue(
          "The region %s of the source DB instance is not one of this server's: %s."
              .formatted(arn.scope().region(), String.join(", ", regions)));
    }
    if (!arn.scope().account().equals(own.account())) {
      throw RdsFaults.invalidValue(
          "The source DB instance %s belongs to another account.".formatted(given));
    }
    return arn;
  }

  /** The source, if it may have one more replica. */
  static Row<DBInstance, InstanceInternals> usable(Handle handle, RdsArn arn) {
    Row<DBInstance, InstanceInternals> source = Tables.instance(handle, arn.scope(), arn.id());
    DBInstance shown = source.shown();
    if (!ENGINES.contains(shown.engine())) {
      throw RdsFaults.invalidCombination(
          "A private region has no read replicas of engine " + shown.engine() + ".");
    }
    if (Simulated.is(shown)) {
      throw RdsFaults.invalidCombination(
          "A private region has no read replicas of what is simulated: there is no log to stream.");
    }
    if (!shown.dbInstanceStatus().equals(Status.AVAILABLE)) {
      throw RdsFaults.instanceState(
          "The source DB instance %s is in the status %s: it must be available."
              .formatted(source.id(), shown.dbInstanceStatus()));
    }
    if (shown.backupRetentionPeriod() == null || shown.backupRetentionPeriod() == 0) {
      throw RdsFaults.instanceState(
          "Automated backups are not enabled for this database instance. To enable automated"
              + " backups, use ModifyDBInstance to set the backup retention period to a non-zero"
              + " value.");
    }
    requireRoom(handle, source);
    return source;
  }

  private static void requireRoom(Handle handle, Row<DBInstance, InstanceInternals> source) {
    if (replicasOf(handle, source).size() >= MOST_REPLICAS) {
      throw RdsFaults.invalidCombination(
          "The source DB instance %s already has %d read replicas."
              .formatted(source.id(), MOST_REPLICAS));
    }
    int level = 1;
    Optional<Row<DBInstance, InstanceInternals>> above = sourceOf(handle, source);
    while (above.isPresent()) {
      level++;
      above = sourceOf(handle, above.get());
    }
    if (level > MOST_LEVELS) {
      throw RdsFaults.invalidCombination(
          "A chain of read replicas has at most %d levels below its first source."
              .formatted(MOST_LEVELS));
    }
  }

  /** The source of a replica, if it is one and its source is still there. */
  static Optional<Row<DBInstance, InstanceInternals>> sourceOf(
      Handle handle, Row<DBInstance, InstanceInternals> replica) {
    ReplicaOf of = replica.internal().replicaOf();
    return of == null
        ? Optional.empty()
        : Tables.INSTANCES.list(handle, replica.scope().in(of.region())).stream()
            .filter(row -> row.shown().dbiResourceId().equals(of.resourceId()))
            .findFirst();
  }

  /** The replicas of an instance, in whichever region. */
  static List<Row<DBInstance, InstanceInternals>> replicasOf(
      Handle handle, Row<DBInstance, InstanceInternals> source) {
    ReplicaOf meant = new ReplicaOf(source.scope().region(), source.shown().dbiResourceId());
    List<Row<DBInstance, InstanceInternals>> replicas =
        new ArrayList<>(Tables.INSTANCES.everywhere(handle));
    replicas.removeIf(
        row ->
            !row.scope().account().equals(source.scope().account())
                || !meant.equals(row.internal().replicaOf()));
    return replicas;
  }
}
