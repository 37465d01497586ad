package io.snapseal.rds.catalog;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsRequest;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsResponse;
import software.amazon.awssdk.services.rds.model.ResourceNotFoundException;
import software.amazon.awssdk.services.rds.model.ResourcePendingMaintenanceActions;

/** DescribePendingMaintenanceActions: none is ever pending; who maintains a host is its owner. */
public final class Maintenance {
  private static final Filters<ResourcePendingMaintenanceActions> FILTERS =
      new Filters<>(
          Map.of("db-instance-id", item -> List.of(), "db-cluster-id", item -> List.of()));

  private final StateStore state;

  public Maintenance(StateStore state) {
    this.state = state;
  }

  public DescribePendingMaintenanceActionsResponse describe(
      Caller caller, DescribePendingMaintenanceActionsRequest request) {
    Surroundings.none(request.marker(), request.maxRecords());
    FILTERS.of(request.filters());
    String resource = request.resourceIdentifier();
    if (resource != null) {
      boolean there =
          RdsArn.parse(resource)
              .filter(arn -> arn.scope().equals(caller.scope()))
              .filter(arn -> arn.type().equals(RdsArn.INSTANCE))
              .filter(
                  arn ->
                      state
                          .read(handle -> Tables.INSTANCES.find(handle, arn.scope(), arn.id()))
                          .isPresent())
              .isPresent();
      if (!there) {
        throw RdsFaults.missing(
            ResourceNotFoundException.builder(),
            "ResourceNotFoundFault",
            "The resource " + resource + " was not found.");
      }
    }
    return DescribePendingMaintenanceActionsResponse.builder()
        .pendingMaintenanceActions(List.of())
        .build();
  }
}
