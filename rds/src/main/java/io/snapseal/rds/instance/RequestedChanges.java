package io.snapseal.rds.instance;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsFaults;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** What a ModifyDBInstance request would change of an instance, checked. Nothing is stored here. */
final class RequestedChanges {
  private RequestedChanges() {}

  /**
   * The instance's pending modifications with those of a request. A value that the instance has
   * already takes back what was pending of it (RDS user guide, "Using the Apply Immediately
   * setting").
   */
  static PendingModifiedValues pending(
      ModifyDbInstanceRequest request, DBInstance instance, Engines engines) {
    PendingModifiedValues.Builder pending = Changes.pending(instance).toBuilder();
    if (request.masterUserPassword() != null) {
      NamingRules.of(instance.engine()).requirePassword(request.masterUserPassword());
      pending.masterUserPassword(Changes.HIDDEN);
    }
    if (request.dbPortNumber() != null) {
      InstanceRequest.requirePort(request.dbPortNumber());
      pending.port(unlessSame(request.dbPortNumber(), instance.dbInstancePort()));
    }
    if (request.dbInstanceClass() != null) {
      InstanceRequest.requireClass(request.dbInstanceClass());
      pending.dbInstanceClass(unlessSame(request.dbInstanceClass(), instance.dbInstanceClass()));
    }
    if (request.allocatedStorage() != null) {
      pending.allocatedStorage(storage(request.allocatedStorage(), instance));
    }
    if (request.storageType() != null) {
      pending.storageType(unlessSame(request.storageType(), instance.storageType()));
    }
    if (request.engineVersion() != null) {
      pending.engineVersion(version(request.engineVersion(), instance, engines));
    }
    if (request.newDBInstanceIdentifier() != null) {
      String id = Identifiers.newInstance(request.newDBInstanceIdentifier());
      pending.dbInstanceIdentifier(unlessSame(id, instance.dbInstanceIdentifier()));
    }
    retention(request.backupRetentionPeriod(), instance, pending);
    return pending.build();
  }

  /** From one number of days to another the row is changed at once; on and off may wait. */
  private static void retention(
      @Nullable Integer days, DBInstance instance, PendingModifiedValues.Builder pending) {
    if (days != null) {
      InstanceRequest.requireRetention(days);
      boolean waits = (days > 0) != Changes.backsUp(instance);
      pending.backupRetentionPeriod(waits ? days : null);
    }
  }

  /** At least a tenth more, or it is rounded up to that (RDS API reference). */
  private static @Nullable Integer storage(int gib, DBInstance instance) {
    int now = instance.allocatedStorage();
    if (gib == now) {
      return null;
    }
    if (gib < now) {
      throw RdsFaults.invalidCombination(
          "Invalid storage size: %d GiB is less than the %d GiB that the DB instance has. Storage cannot be reduced."
              .formatted(gib, now));
    }
    int rounded = Math.max(gib, (now * 11 + 9) / 10);
    InstanceRequest.requireStorage(instance.engine(), rounded);
    return rounded;
  }

  private static @Nullable String version(String wanted, DBInstance instance, Engines engines) {
    String now = instance.engineVersion();
    if (wanted.isEmpty() || now.equals(wanted) || now.startsWith(wanted + ".")) {
      return null;
    }
    DatabaseEngine engine = engines.named(instance.engine(), wanted);
    if (!engine.opens(now)) {
      throw RdsFaults.invalidCombination(
          "Cannot upgrade %s from %s to %s: this host's server of that version does not open the data."
              .formatted(instance.engine(), now, engine.version()));
    }
    return unlessSame(engine.version(), now);
  }

  private static <T> @Nullable T unlessSame(T wanted, T now) {
    return Objects.equals(wanted, now) ? null : wanted;
  }
}
