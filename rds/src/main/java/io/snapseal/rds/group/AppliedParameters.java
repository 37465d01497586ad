package io.snapseal.rds.group;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;

/**
 * What an instance's server has of its parameter group. A server reads its parameters when it
 * starts: until then a change is shown as {@code pending-reboot}.
 */
public final class AppliedParameters {
  static final String IN_SYNC = "in-sync";
  static final String PENDING = "pending-reboot";

  private AppliedParameters() {}

  /** The parameters that a server of that instance is to be started with. */
  public static Map<String, String> of(Handle handle, Row<DBInstance, InstanceInternals> row) {
    return group(row)
        .flatMap(name -> GroupTables.PARAMETER_GROUPS.find(handle, row.scope(), name))
        .map(group -> group.internal().values())
        .orElse(Map.of());
  }

  /** Shows that a server has been started with those parameters. */
  public static void started(
      Handle handle, Scope scope, String id, Map<String, String> parameters) {
    Tables.INSTANCES
        .find(handle, scope, id)
        .ifPresent(
            row -> show(handle, row, of(handle, row).equals(parameters) ? IN_SYNC : PENDING));
  }

  /** Shows on every instance of a group that the group has changed. */
  static void pending(Handle handle, Scope scope, String group) {
    Tables.INSTANCES
        .seek(handle, Seek.all(scope).showing("DBParameterGroupName", List.of(group)))
        .forEach(row -> show(handle, row, PENDING));
  }

  private static void show(Handle handle, Row<DBInstance, InstanceInternals> row, String status) {
    group(row)
        .ifPresent(
            name ->
                Tables.INSTANCES.update(
                    handle,
                    row.show(
                        row.shown().toBuilder()
                            .dbParameterGroups(
                                DBParameterGroupStatus.builder()
                                    .dbParameterGroupName(name)
                                    .parameterApplyStatus(status)
                                    .build())
                            .build())));
  }

  private static Optional<String> group(Row<DBInstance, InstanceInternals> row) {
    return row.shown().dbParameterGroups().stream()
        .map(DBParameterGroupStatus::dbParameterGroupName)
        .findFirst();
  }
}
