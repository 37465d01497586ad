package io.snapseal.rds.group;

import io.snapseal.iam.Caller;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.KeptTags;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Tags;
import io.snapseal.state.Page;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import io.snapseal.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupDoesNotCoverEnoughAZsException;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.InvalidDbSubnetGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidSubnetException;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.Subnet;

/**
 * DB subnet groups: names that clients give and expect to find again. They say nothing of a
 * network: a private region has none, and looks at the form of a subnet's id only.
 */
public final class SubnetGroups {
  private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]{8}(?:[0-9a-f]{9})?");
  private static final String ZONES = "abc";

  /** What a VPC's id looks like; there is none. */
  private static final String NO_VPC = "vpc-00000000";

  private final StateStore state;
  private final Quotas quotas;

  public SubnetGroups(StateStore state, Quotas quotas) {
    this.state = state;
    this.quotas = quotas;
  }

  public DBSubnetGroup create(Caller caller, CreateDbSubnetGroupRequest request) {
    Scope scope = caller.scope();
    String name = GroupNames.newSubnetGroup(request.dbSubnetGroupName());
    DBSubnetGroup group =
        DBSubnetGroup.builder()
            .dbSubnetGroupName(name)
            .dbSubnetGroupDescription(
                RdsFaults.required(request.dbSubnetGroupDescription(), "DBSubnetGroupDescription"))
            .vpcId(NO_VPC)
            .subnetGroupStatus("Complete")
            .subnets(subnets(scope, request.subnetIds()))
            .dbSubnetGroupArn(new RdsArn(scope, RdsArn.SUBNET_GROUP, name).toString())
            .supportedNetworkTypes("IPV4")
            .build();
    GroupInternals internals = new GroupInternals(KeptTags.of(Tags.ofNew(request.tags())));
    return state.write(
        handle -> {
          if (GroupTables.SUBNET_GROUPS.find(handle, scope, name).isPresent()) {
            throw RdsFaults.of(
                DbSubnetGroupAlreadyExistsException.builder(),
                "DBSubnetGroupAlreadyExists",
                "The DB subnet group '" + name + "' already exists.");
          }
          quotas.require(handle, scope, Quota.DB_SUBNET_GROUPS);
          GroupTables.SUBNET_GROUPS.insert(handle, new Row<>(scope, name, group, internals));
          return group;
        });
  }

  public Page<DBSubnetGroup> describe(Caller caller, DescribeDbSubnetGroupsRequest request) {
    Scope scope = caller.scope();
    String name = request.dbSubnetGroupName();
    List<DBSubnetGroup> all =
        state.read(
            handle ->
                name == null
                    ? GroupTables.SUBNET_GROUPS.list(handle, scope).stream()
                        .map(Row::shown)
                        .toList()
                    : List.of(GroupTables.subnetGroup(handle, scope, name).shown()));
    return Pages.of(all, DBSubnetGroup::dbSubnetGroupName, request.marker(), request.maxRecords());
  }

  public DBSubnetGroup modify(Caller caller, ModifyDbSubnetGroupRequest request) {
    Scope scope = caller.scope();
    String name = RdsFaults.required(request.dbSubnetGroupName(), "DBSubnetGroupName");
    List<Subnet> subnets = subnets(scope, request.subnetIds());
    return state.write(
        handle -> {
          Row<DBSubnetGroup, GroupInternals> row = GroupTables.subnetGroup(handle, scope, name);
          DBSubnetGroup.Builder changed = row.shown().toBuilder().subnets(subnets);
          if (request.dbSubnetGroupDescription() != null) {
            changed.dbSubnetGroupDescription(request.dbSubnetGroupDescription());
          }
          GroupTables.SUBNET_GROUPS.update(handle, row.show(changed.build()));
          return changed.build();
        });
  }

  public void delete(Caller caller, @Nullable String given) {
    Scope scope = caller.scope();
    String name = RdsFaults.required(given, "DBSubnetGroupName");
    state.change(
        handle -> {
          String stored = GroupTables.subnetGroup(handle, scope, name).id();
          Seek seek = Seek.all(scope).showing("DBSubnetGroupName", List.of(stored));
          Seek clusters = Seek.all(scope).showing("DBSubnetGroup", List.of(stored));
          if (ResourceTable.count(handle, "db-instance", seek) > 0
              || ResourceTable.count(handle, "db-cluster", clusters) > 0) {
            throw RdsFaults.of(
                InvalidDbSubnetGroupStateException.builder(),
                "InvalidDBSubnetGroupStateFault",
                "Cannot delete the subnet group '%s' because at least one database instance is still using it."
                    .formatted(stored));
          }
          GroupTables.SUBNET_GROUPS.delete(handle, scope, stored);
        });
  }

  /** Each in the next of the zones a to c: AWS wants a group to have two, and so two subnets. */
  private List<Subnet> subnets(Scope scope, List<String> ids) {
    List<String> distinct = ids.stream().distinct().toList();
    if (distinct.size() < 2) {
      throw RdsFaults.of(
          DbSubnetGroupDoesNotCoverEnoughAZsException.builder(),
          "DBSubnetGroupDoesNotCoverEnoughAZs",
          "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: %d. Add subnets to cover at least 2 AZs."
              .formatted(distinct.size()));
    }
    quotas.requireAtMost(Quota.SUBNETS_PER_GROUP, distinct.size());
    List<Subnet> subnets = new ArrayList<>();
    for (String id : distinct) {
      if (!SUBNET.matcher(id).matches()) {
        throw RdsFaults.of(
            InvalidSubnetException.builder(),
            "InvalidSubnet",
            "The subnet ID '" + id + "' has not the form subnet-0123456789abcdef0.");
      }
      char zone = ZONES.charAt(subnets.size() % ZONES.length());
      subnets.add(
          Subnet.builder()
              .subnetIdentifier(id)
              .subnetAvailabilityZone(az -> az.name(scope.region() + zone))
              .subnetStatus("Active")
              .build());
    }
    return subnets;
  }
}
