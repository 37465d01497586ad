package io.snapseal.rds.instance;

import io.snapseal.iam.Caller;
import io.snapseal.rds.group.InstanceGroups;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/**
 * ModifyDBInstance: what an instance's row says of itself. What would change its server is refused
 * by name, never ignored.
 */
public final class Modifications {
  private final StateStore state;
  private final InstanceGroups groups;

  public Modifications(StateStore state, InstanceGroups groups) {
    this.state = state;
    this.groups = groups;
  }

  public DBInstance modify(Caller caller, ModifyDbInstanceRequest request) {
    String id = RdsFaults.required(request.dbInstanceIdentifier(), "DBInstanceIdentifier");
    return state.write(
        handle -> {
          Row<DBInstance, InstanceInternals> row = Instances.named(handle, caller, id);
          DBInstance.Builder changed =
              groups
                  .changed(
                      handle,
                      row,
                      new InstanceGroups.Named(
                          request.dbParameterGroupName(),
                          request.optionGroupName(),
                          request.dbSubnetGroupName(),
                          request.vpcSecurityGroupIds()))
                  .toBuilder();
          given(request.deletionProtection(), changed::deletionProtection);
          given(request.copyTagsToSnapshot(), changed::copyTagsToSnapshot);
          given(request.autoMinorVersionUpgrade(), changed::autoMinorVersionUpgrade);
          given(request.preferredBackupWindow(), changed::preferredBackupWindow);
          given(request.preferredMaintenanceWindow(), changed::preferredMaintenanceWindow);
          Tables.INSTANCES.update(handle, row.show(changed.build()));
          return changed.build();
        });
  }

  private static <T> void given(@Nullable T value, Consumer<T> change) {
    if (value != null) {
      change.accept(value);
    }
  }
}
