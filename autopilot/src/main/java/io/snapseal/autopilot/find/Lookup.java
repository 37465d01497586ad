package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Clients;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/** Looks at one resource, as it is at this moment. */
public final class Lookup {
  private final Clients clients;

  public Lookup(Clients clients) {
    this.clients = clients;
  }

  /** One manual snapshot as it is now; null if there is none. */
  public @Nullable Snapshot snapshot(String region, Kind kind, String id) {
    return found(() -> snapshots(clients.rds(region), kind, id)).stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  /** One database as it is now; null if there is none. */
  public @Nullable Database database(String region, Kind kind, String id) {
    return found(() -> databases(clients.rds(region), kind, id)).stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  /** One instance as it is now, with its endpoint; null if there is none. */
  public @Nullable DBInstance instance(String region, String id) {
    return found(() -> instances(clients.rds(region), id)).stream()
        .filter(one -> one.dbInstanceIdentifier().equals(id))
        .findFirst()
        .orElse(null);
  }

  private static List<Snapshot> snapshots(RdsClient rds, Kind kind, String id) {
    return kind == Kind.CLUSTER
        ? rds
            .describeDBClusterSnapshots(ask -> ask.dbClusterSnapshotIdentifier(id))
            .dbClusterSnapshots()
            .stream()
            .map(Snapshot::of)
            .toList()
        : rds.describeDBSnapshots(ask -> ask.dbSnapshotIdentifier(id)).dbSnapshots().stream()
            .map(Snapshot::of)
            .toList();
  }

  private static List<Database> databases(RdsClient rds, Kind kind, String id) {
    return kind == Kind.CLUSTER
        ? rds.describeDBClusters(ask -> ask.dbClusterIdentifier(id)).dbClusters().stream()
            .map(Database::of)
            .toList()
        : instances(rds, id).stream().map(Database::of).toList();
  }

  private static List<DBInstance> instances(RdsClient rds, String id) {
    return rds.describeDBInstances(ask -> ask.dbInstanceIdentifier(id)).dbInstances();
  }

  private static <T> List<T> found(Supplier<List<T>> question) {
    try {
      return question.get();
    } catch (DbSnapshotNotFoundException
        | DbClusterSnapshotNotFoundException
        | DbInstanceNotFoundException
        | DbClusterNotFoundException gone) {
      return List.of();
    }
  }
}
