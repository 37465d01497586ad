package io.snapseal.rds.group;

import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.OptionGroup;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;

/** The rows of groups, by their names in lower case. */
public final class GroupTables {
  public static final ResourceTable<DBParameterGroup, ParameterGroupInternals> PARAMETER_GROUPS =
      parameterGroups("db-parameter-group");

  /** Of clusters; what it shows has the same members under other names. */
  public static final ResourceTable<DBParameterGroup, ParameterGroupInternals>
      CLUSTER_PARAMETER_GROUPS = parameterGroups("db-cluster-parameter-group");

  public static final ResourceTable<OptionGroup, GroupInternals> OPTION_GROUPS =
      new ResourceTable<>(
          "option-group", OptionGroup.class, OptionGroup::builder, GroupInternals.class);
  public static final ResourceTable<DBSubnetGroup, GroupInternals> SUBNET_GROUPS =
      new ResourceTable<>(
          "db-subnet-group", DBSubnetGroup.class, DBSubnetGroup::builder, GroupInternals.class);

  private GroupTables() {}

  private static ResourceTable<DBParameterGroup, ParameterGroupInternals> parameterGroups(
      String kind) {
    return new ResourceTable<>(
        kind, DBParameterGroup.class, DBParameterGroup::builder, ParameterGroupInternals.class);
  }

  /** The option group of that name that is kept, or AWS's fault. */
  static Row<OptionGroup, GroupInternals> optionGroup(Handle handle, Scope scope, String name) {
    return OPTION_GROUPS
        .find(handle, scope, stored(name))
        .orElseThrow(() -> optionGroupNotFound(name));
  }

  /** The subnet group of that name, or AWS's fault. */
  static Row<DBSubnetGroup, GroupInternals> subnetGroup(Handle handle, Scope scope, String name) {
    return SUBNET_GROUPS
        .find(handle, scope, stored(name))
        .orElseThrow(() -> subnetGroupNotFound(name));
  }

  /** AWS's fault for a parameter group, of instances or clusters, that is not there. */
  public static RuntimeException parameterGroupNotFound(String name) {
    return RdsFaults.missing(
        DbParameterGroupNotFoundException.builder(),
        "DBParameterGroupNotFound",
        "DBParameterGroup not found: " + name);
  }

  public static RuntimeException optionGroupNotFound(String name) {
    return RdsFaults.missing(
        OptionGroupNotFoundException.builder(),
        "OptionGroupNotFoundFault",
        "Specified OptionGroupName: " + name + " not found.");
  }

  public static RuntimeException subnetGroupNotFound(String name) {
    return RdsFaults.missing(
        DbSubnetGroupNotFoundException.builder(),
        "DBSubnetGroupNotFoundFault",
        "DB subnet group '" + name + "' does not exist.");
  }

  static String stored(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
