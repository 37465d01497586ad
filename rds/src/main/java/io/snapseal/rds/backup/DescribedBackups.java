package io.snapseal.rds.backup;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.RetainedBackup;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceAutomatedBackupRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;

/** DescribeDBInstanceAutomatedBackups and DeleteDBInstanceAutomatedBackup. */
public final class DescribedBackups {
  private static final Filters<DBInstanceAutomatedBackup> FILTERS =
      new Filters<>(
          Map.of(
              "status", item -> List.of(item.status()),
              "db-instance-id", item -> List.of(item.dbInstanceIdentifier(), item.dbInstanceArn()),
              "dbi-resource-id",
                  item -> List.of(item.dbiResourceId(), item.dbInstanceAutomatedBackupsArn())));

  private final StateStore state;
  private final AutomatedBackups backups;

  public DescribedBackups(StateStore state, AutomatedBackups backups) {
    this.state = state;
    this.backups = backups;
  }

  public DescribeDbInstanceAutomatedBackupsResponse describe(
      Caller caller, DescribeDbInstanceAutomatedBackupsRequest request) {
    Optional<Named> named = Named.of(caller.scope(), request);
    List<DBInstanceAutomatedBackup> found =
        state.read(handle -> all(handle, caller.scope())).stream()
            .filter(item -> named.isEmpty() || named.get().is(item))
            .toList();
    if (named.isPresent() && found.isEmpty()) {
      throw RdsFaults.automatedBackupNotFound(named.get().given());
    }
    Predicate<DBInstanceAutomatedBackup> wanted = FILTERS.of(request.filters());
    Page<DBInstanceAutomatedBackup> page =
        Page.of(
            found.stream().filter(wanted).toList(),
            DBInstanceAutomatedBackup::dbiResourceId,
            request.marker(),
            Lists.size(request.maxRecords()),
            Lists::invalidMarker);
    return DescribeDbInstanceAutomatedBackupsResponse.builder()
        .dbInstanceAutomatedBackups(page.items())
        .marker(page.next())
        .build();
  }

  private static List<DBInstanceAutomatedBackup> all(Handle handle, Scope scope) {
    List<DBInstanceAutomatedBackup> all = new ArrayList<>();
    Tables.INSTANCES.list(handle, scope).stream()
        .filter(row -> Retention.days(row.shown()) > 0)
        .forEach(row -> all.add(ShownBackups.of(row, status(handle, row))));
    Tables.RETAINED.list(handle, scope).forEach(row -> all.add(row.shown()));
    all.sort(Comparator.comparing(DBInstanceAutomatedBackup::dbiResourceId));
    return all;
  }

  private static String status(Handle handle, Row<DBInstance, InstanceInternals> row) {
    boolean begun =
        AutomatedBackups.automated(handle, row.scope(), row.shown().dbiResourceId()).stream()
            .anyMatch(snapshot -> snapshot.shown().status().equals(Status.AVAILABLE));
    return begun ? ShownBackups.ACTIVE : ShownBackups.CREATING;
  }

  /** Deletes what a deleted instance has left; that of an instance goes with the instance. */
  public DBInstanceAutomatedBackup delete(
      Caller caller, DeleteDbInstanceAutomatedBackupRequest request) {
    Named named =
        Named.of(caller.scope(), request.dbiResourceId(), request.dbInstanceAutomatedBackupsArn())
            .orElseThrow(
                () ->
                    RdsFaults.invalidCombination(
                        "DbiResourceId or DBInstanceAutomatedBackupsArn must be given."));
    return state.write(
        handle -> {
          DBInstanceAutomatedBackup backup =
              all(handle, caller.scope()).stream()
                  .filter(named::is)
                  .findFirst()
                  .orElseThrow(() -> RdsFaults.automatedBackupNotFound(named.given()));
          Row<DBInstanceAutomatedBackup, RetainedBackup> row =
              Tables.RETAINED
                  .find(handle, caller.scope(), backup.dbiResourceId())
                  .orElseThrow(() -> RdsFaults.automatedBackupState(backup.status()));
          backups.remove(handle, row);
          return backup.toBuilder().status(Status.DELETING).build();
        });
  }

  /**
   * The backup that a request names.
   *
   * @param given as the request says it
   */
  private record Named(Predicate<DBInstanceAutomatedBackup> which, String given) {
    static Optional<Named> of(Scope scope, DescribeDbInstanceAutomatedBackupsRequest request) {
      String instance = request.dbInstanceIdentifier();
      Optional<Named> byId =
          of(scope, request.dbiResourceId(), request.dbInstanceAutomatedBackupsArn());
      return byId.isPresent() || instance == null
          ? byId
          : Optional.of(
              new Named(
                  item -> item.dbInstanceIdentifier().equals(Identifiers.stored(instance)),
                  instance));
    }

    static Optional<Named> of(Scope scope, @Nullable String resourceId, @Nullable String arn) {
      if (resourceId != null) {
        return Optional.of(
            new Named(item -> item.dbiResourceId().equalsIgnoreCase(resourceId), resourceId));
      }
      return arn == null
          ? Optional.empty()
          : Optional.of(
              new Named(
                  item ->
                      RdsArn.parse(arn)
                          .filter(ShownBackups.arn(scope, item.dbiResourceId())::equals)
                          .isPresent(),
                  arn));
    }

    boolean is(DBInstanceAutomatedBackup item) {
      return which.test(item);
    }
  }
}
