package io.snapseal.rds.group;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.OptionGroup;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** The groups that an instance is in: those that a request names, or the default ones. */
public final class InstanceGroups {
  private static final Pattern SECURITY_GROUP = Pattern.compile("sg-[0-9a-f]{8}(?:[0-9a-f]{9})?");
  private static final int MOST_SECURITY_GROUPS = 5;

  private final StateStore state;
  private final ParameterGroups parameterGroups;

  /**
   * @param parameterGroups those of instances
   */
  public InstanceGroups(StateStore state, ParameterGroups parameterGroups) {
    this.state = state;
    this.parameterGroups = parameterGroups;
  }

  /** What a request names; null is what it does not. */
  public record Named(
      @Nullable String parameterGroup,
      @Nullable String optionGroup,
      @Nullable String subnetGroup,
      List<String> securityGroups) {}

  /** A new instance's row with its groups, or AWS's fault for one that it cannot be in. */
  public Row<DBInstance, InstanceInternals> in(
      Row<DBInstance, InstanceInternals> row, Named named) {
    return state.read(handle -> row.show(changed(handle, row, withDefaults(row.shown(), named))));
  }

  /** What an instance in those groups shows, too; what is not named stays as it is. */
  public DBInstance changed(Handle handle, Row<DBInstance, InstanceInternals> row, Named named) {
    DBInstance.Builder shown = row.shown().toBuilder();
    if (named.parameterGroup() != null) {
      shown.dbParameterGroups(parameterGroup(handle, row, named.parameterGroup()));
    }
    if (named.optionGroup() != null) {
      shown.optionGroupMemberships(optionGroup(handle, row, named.optionGroup()));
    }
    if (named.subnetGroup() != null) {
      DBSubnetGroup group =
          GroupTables.subnetGroup(handle, row.scope(), named.subnetGroup()).shown();
      shown.dbSubnetGroup(group.toBuilder().dbSubnetGroupArn(null).build());
    }
    if (!named.securityGroups().isEmpty()) {
      shown.vpcSecurityGroups(securityGroups(named.securityGroups()));
    }
    return shown.build();
  }

  /**
   * That the groups are still there, in the transaction that stores the instance: from then on they
   * cannot be deleted.
   */
  public void require(Handle handle, Row<DBInstance, InstanceInternals> row) {
    Scope scope = row.scope();
    row.shown()
        .dbParameterGroups()
        .forEach(group -> parameterGroups.named(handle, scope, group.dbParameterGroupName()));
    row.shown()
        .optionGroupMemberships()
        .forEach(group -> OptionGroups.named(handle, scope, group.optionGroupName()));
    if (row.shown().dbSubnetGroup() != null) {
      GroupTables.subnetGroup(handle, scope, row.shown().dbSubnetGroup().dbSubnetGroupName());
    }
  }

  private static Named withDefaults(DBInstance shown, Named named) {
    String engine = shown.engine();
    String version = shown.engineVersion();
    return new Named(
        named.parameterGroup() == null
            ? Families.defaultGroup(Families.of(engine, version))
            : named.parameterGroup(),
        named.optionGroup() == null
            ? OptionGroups.defaultGroup(engine, version)
            : named.optionGroup(),
        named.subnetGroup(),
        named.securityGroups());
  }

  /** A running server goes on with what it has until it starts again. */
  private DBParameterGroupStatus parameterGroup(
      Handle handle, Row<DBInstance, InstanceInternals> row, String given) {
    String name = GroupNames.existing(row.scope(), given, "DBParameterGroupName");
    String has = parameterGroups.named(handle, row.scope(), name).shown().dbParameterGroupFamily();
    String needs = Families.of(row.shown().engine(), row.shown().engineVersion());
    if (!has.equals(needs)) {
      throw RdsFaults.invalidCombination(
          "The parameter group %s with DBParameterGroupFamily %s can't be used for this instance. Please use a parameter group with DBParameterGroupFamily %s"
              .formatted(name, has, needs));
    }
    List<DBParameterGroupStatus> now = row.shown().dbParameterGroups();
    boolean same = now.stream().anyMatch(group -> group.dbParameterGroupName().equals(name));
    return same
        ? now.get(0)
        : DBParameterGroupStatus.builder()
            .dbParameterGroupName(name)
            .parameterApplyStatus(
                now.isEmpty() ? AppliedParameters.IN_SYNC : AppliedParameters.PENDING)
            .build();
  }

  private static OptionGroupMembership optionGroup(
      Handle handle, Row<DBInstance, InstanceInternals> row, String given) {
    String name = GroupNames.existing(row.scope(), given, "OptionGroupName");
    OptionGroup group = OptionGroups.named(handle, row.scope(), name);
    String engine = row.shown().engine();
    String major = Families.major(engine, row.shown().engineVersion());
    if (!group.engineName().equals(engine) || !group.majorEngineVersion().equals(major)) {
      throw RdsFaults.invalidCombination(
          "The option group %s is for %s %s and can't be used for %s %s."
              .formatted(name, group.engineName(), group.majorEngineVersion(), engine, major));
    }
    return OptionGroupMembership.builder().optionGroupName(name).status("in-sync").build();
  }

  /**
   * A database listens on this machine only: a security group, which lets some in from outside,
   * lets in nobody here, and is shown as it was given.
   */
  private static List<VpcSecurityGroupMembership> securityGroups(List<String> ids) {
    if (ids.size() > MOST_SECURITY_GROUPS) {
      throw RdsFaults.invalidValue(
          "An instance is in at most " + MOST_SECURITY_GROUPS + " VPC security groups.");
    }
    return ids.stream()
        .map(
            id -> {
              if (!SECURITY_GROUP.matcher(id).matches()) {
                throw RdsFaults.invalidValue("Invalid security group: " + id);
              }
              return VpcSecurityGroupMembership.builder()
                  .vpcSecurityGroupId(id)
                  .status("active")
                  .build();
            })
        .toList();
  }
}
