package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.Pages;
import io.snapseal.state.Page;
import io.snapseal.state.Seek;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/**
 * DescribeDBSnapshots: an account's own snapshots, and those of others that it may copy and
 * restore, which are named by their ARNs.
 */
public final class DescribedSnapshots {
  private static final Filters<DBSnapshot> FILTERS =
      new Filters<>(
          Map.of(
              "db-instance-id", item -> List.of(item.dbInstanceIdentifier()),
              "db-snapshot-id", item -> List.of(item.dbSnapshotIdentifier()),
              "dbi-resource-id", item -> List.of(item.dbiResourceId()),
              "snapshot-type", item -> List.of(item.snapshotType()),
              "engine", item -> List.of(item.engine())),
          Map.of(
              "db-instance-id", "DBInstanceIdentifier",
              "db-snapshot-id", "DBSnapshotIdentifier",
              "dbi-resource-id", "DbiResourceId",
              "engine", "Engine"));

  private final StateStore state;

  public DescribedSnapshots(StateStore state) {
    this.state = state;
  }

  public DescribeDbSnapshotsResponse describe(Caller caller, DescribeDbSnapshotsRequest request) {
    Predicate<DBSnapshot> wanted =
        FILTERS
            .of(request.filters())
            .and(item -> is(request.snapshotType(), item.snapshotType()))
            .and(item -> is(request.dbInstanceIdentifier(), item.dbInstanceIdentifier()))
            .and(item -> is(request.dbiResourceId(), item.dbiResourceId()));
    SnapshotView<DBSnapshot> view =
        SnapshotView.of(
            InstanceSnapshots.KIND,
            caller.scope(),
            request.snapshotType(),
            request.includeShared(),
            request.includePublic());
    int size = Lists.size(request.maxRecords());
    String after = Pages.after(request.marker());
    List<DBSnapshot> found =
        state.view(
            handle ->
                view.seen(
                    handle,
                    request.dbSnapshotIdentifier(),
                    after,
                    seek -> narrowed(seek, request),
                    wanted,
                    size + 1));
    Page<DBSnapshot> page = Page.found(found, DBSnapshot::dbSnapshotIdentifier, size);
    return DescribeDbSnapshotsResponse.builder()
        .dbSnapshots(page.items())
        .marker(page.next())
        .build();
  }

  /** Names are kept in lower case, whatever a request has. */
  private static Seek narrowed(Seek seek, DescribeDbSnapshotsRequest request) {
    String of = request.dbInstanceIdentifier();
    Seek narrow =
        of == null ? seek : seek.showing("DBInstanceIdentifier", List.of(Identifiers.stored(of)));
    return FILTERS.narrowed(narrow, request.filters());
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equalsIgnoreCase(actual);
  }
}
