package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Clients;
import io.snapseal.autopilot.aws.Errors;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.Patience;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/**
 * Looks at whole regions, a hundred resources a call (MaxRecords 20–100: RDS API Reference,
 * DescribeDBSnapshots): cost grows with what there is, not with what is being done.
 */
public final class Lookout {
  private static final int PAGE = 100;

  private final Clients clients;
  private final Patience patience;

  public Lookout(Clients clients, Patience patience) {
    this.clients = clients;
    this.patience = patience;
  }

  /** Snapshots and instances; instances that may not be listed count as none. */
  public RegionView all(String region) throws InterruptedException {
    RegionView view = snapshots(region);
    if (view.failure() != null) {
      return view;
    }
    try {
      Map<String, DBInstance> instances = patience.with(() -> listInstances(region));
      return new RegionView(view.snapshots(), instances, null);
    } catch (SdkException e) {
      Failure why = Errors.of(e);
      return why.code().equals(AwsFault.DENIED.code()) ? view : RegionView.failed(why);
    }
  }

  public RegionView snapshots(String region) throws InterruptedException {
    try {
      return new RegionView(patience.with(() -> listSnapshots(region)), Map.of(), null);
    } catch (SdkException e) {
      return RegionView.failed(Errors.of(e));
    }
  }

  private Map<String, DBSnapshot> listSnapshots(String region) {
    RdsClient rds = clients.rds(region);
    Map<String, DBSnapshot> found = new LinkedHashMap<>();
    String marker = null;
    do {
      String from = marker;
      DescribeDbSnapshotsResponse page =
          rds.describeDBSnapshots(ask -> ask.maxRecords(PAGE).marker(from));
      page.dbSnapshots().forEach(one -> found.put(one.dbSnapshotIdentifier(), one));
      marker = page.marker();
    } while (marker != null && !marker.isEmpty());
    return found;
  }

  private Map<String, DBInstance> listInstances(String region) {
    RdsClient rds = clients.rds(region);
    Map<String, DBInstance> found = new LinkedHashMap<>();
    String marker = null;
    do {
      String from = marker;
      DescribeDbInstancesResponse page =
          rds.describeDBInstances(ask -> ask.maxRecords(PAGE).marker(from));
      page.dbInstances().forEach(one -> found.put(one.dbInstanceIdentifier(), one));
      marker = page.marker();
    } while (marker != null && !marker.isEmpty());
    return found;
  }
}
