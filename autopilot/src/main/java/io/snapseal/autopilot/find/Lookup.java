package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Clients;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/** Looks at one resource, as it is at this moment. */
public final class Lookup {
  private final Clients clients;

  public Lookup(Clients clients) {
    this.clients = clients;
  }

  /** One manual snapshot as it is now; null if there is none. */
  public @Nullable DBSnapshot snapshot(String region, String id) {
    try {
      return clients
          .rds(region)
          .describeDBSnapshots(ask -> ask.dbSnapshotIdentifier(id))
          .dbSnapshots()
          .stream()
          .filter(found -> found.dbSnapshotIdentifier().equals(id))
          .findFirst()
          .orElse(null);
    } catch (DbSnapshotNotFoundException gone) {
      return null;
    }
  }

  /** One instance as it is now; null if there is none. */
  public @Nullable DBInstance instance(String region, String id) {
    try {
      return clients
          .rds(region)
          .describeDBInstances(ask -> ask.dbInstanceIdentifier(id))
          .dbInstances()
          .stream()
          .filter(found -> found.dbInstanceIdentifier().equals(id))
          .findFirst()
          .orElse(null);
    } catch (DbInstanceNotFoundException gone) {
      return null;
    }
  }
}
