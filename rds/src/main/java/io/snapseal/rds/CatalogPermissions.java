package io.snapseal.rds;

import static java.util.Map.entry;

import io.snapseal.iam.Permission;
import io.snapseal.rds.resource.RdsArn;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsRequest;

/**
 * What operations on what there is to be had need: none can be narrowed, or to what is not there.
 */
final class CatalogPermissions {
  private CatalogPermissions() {}

  static Map<String, Permission> all() {
    return Map.ofEntries(
        entry("DescribeDBEngineVersions", Permission.onAny("rds:DescribeDBEngineVersions")),
        entry(
            "DescribeDBMajorEngineVersions", Permission.onAny("rds:DescribeDBMajorEngineVersions")),
        entry(
            "DescribeOrderableDBInstanceOptions",
            Permission.onAny("rds:DescribeOrderableDBInstanceOptions")),
        entry("DescribeSourceRegions", Permission.onAny("rds:DescribeSourceRegions")),
        entry("DescribeCertificates", Permission.onAny("rds:DescribeCertificates")),
        entry("DescribeReservedDBInstances", Permission.onAny("rds:DescribeReservedDBInstances")),
        entry(
            "DescribeReservedDBInstancesOfferings",
            Permission.onAny("rds:DescribeReservedDBInstancesOfferings")),
        entry("DescribeAccountAttributes", Permission.onAny("rds:DescribeAccountAttributes")),
        entry(
            "DescribePendingMaintenanceActions",
            Permission.on(
                "rds:DescribePendingMaintenanceActions",
                DescribePendingMaintenanceActionsRequest.class,
                (caller, request) ->
                    request.resourceIdentifier() == null
                        ? Needs.of(caller, RdsArn.INSTANCE, null)
                        : request.resourceIdentifier())));
  }
}
