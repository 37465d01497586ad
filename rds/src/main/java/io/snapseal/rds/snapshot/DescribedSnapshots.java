package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * DescribeDBSnapshots: an account's own snapshots, and those of others that it may copy and
 * restore, which are named by their ARNs.
 */
public final class DescribedSnapshots {
  private static final String SHARED = "shared";
  private static final String PUBLIC = "public";
  private static final List<String> TYPES =
      List.of("automated", "manual", SHARED, PUBLIC, "awsbackup");
  private static final Filters<DBSnapshot> FILTERS =
      new Filters<>(
          Map.of(
              "db-instance-id", item -> List.of(item.dbInstanceIdentifier()),
              "db-snapshot-id", item -> List.of(item.dbSnapshotIdentifier()),
              "dbi-resource-id", item -> List.of(item.dbiResourceId()),
              "snapshot-type", item -> List.of(item.snapshotType()),
              "engine", item -> List.of(item.engine())));

  private final StateStore state;

  public DescribedSnapshots(StateStore state) {
    this.state = state;
  }

  public DescribeDbSnapshotsResponse describe(Caller caller, DescribeDbSnapshotsRequest request) {
    requireKnownType(request.snapshotType());
    Predicate<DBSnapshot> wanted =
        FILTERS
            .of(request.filters())
            .and(item -> is(request.snapshotType(), item.snapshotType()))
            .and(item -> is(request.dbInstanceIdentifier(), item.dbInstanceIdentifier()))
            .and(item -> is(request.dbiResourceId(), item.dbiResourceId()));
    View view = View.of(caller.scope(), request);
    Page<DBSnapshot> page =
        Page.of(
            state.read(handle -> all(handle, view, request.dbSnapshotIdentifier())).stream()
                .filter(wanted)
                .sorted(Comparator.comparing(DBSnapshot::dbSnapshotIdentifier))
                .toList(),
            DBSnapshot::dbSnapshotIdentifier,
            request.marker(),
            Lists.size(request.maxRecords()),
            Lists::invalidMarker);
    return DescribeDbSnapshotsResponse.builder()
        .dbSnapshots(page.items())
        .marker(page.next())
        .build();
  }

  private static List<DBSnapshot> all(Handle handle, View view, @Nullable String id) {
    if (id != null) {
      return List.of(named(handle, view, id));
    }
    List<Row<DBSnapshot, SnapshotInternals>> rows =
        view.others()
            ? Tables.SNAPSHOTS.everywhere(handle)
            : Tables.SNAPSHOTS.list(handle, view.own());
    return rows.stream().flatMap(row -> view.of(row).stream()).toList();
  }

  private static DBSnapshot named(Handle handle, View view, String id) {
    RdsArn arn = RdsArn.snapshotNamed(view.own(), id);
    if (arn.scope().equals(view.own())) {
      Row<DBSnapshot, SnapshotInternals> row = Tables.snapshot(handle, arn.scope(), arn.id());
      return view.of(row).orElse(row.shown());
    }
    return Tables.SNAPSHOTS
        .find(handle, arn.scope(), arn.id())
        .flatMap(view::of)
        .orElseThrow(() -> RdsFaults.snapshotNotFound(arn.toString()));
  }

  /**
   * What a request looks at (RDS API reference, {@code DescribeDBSnapshots}).
   *
   * @param mine whether at the account's own
   * @param shared whether at what is shared with the account by name
   * @param all whether at what is public
   */
  private record View(Scope own, boolean mine, boolean shared, boolean all) {
    static View of(Scope own, DescribeDbSnapshotsRequest request) {
      String type = request.snapshotType();
      if (type != null) {
        boolean shared = type.equals(SHARED);
        boolean all = type.equals(PUBLIC);
        return new View(own, !shared && !all, shared, all);
      }
      return new View(
          own,
          true,
          Boolean.TRUE.equals(request.includeShared()),
          Boolean.TRUE.equals(request.includePublic()));
    }

    boolean others() {
      return shared || all;
    }

    /** The snapshot as the account sees it, if it looks at it. */
    Optional<DBSnapshot> of(Row<DBSnapshot, SnapshotInternals> row) {
      if (mine && row.scope().equals(own)) {
        return Optional.of(row.shown());
      }
      if (!row.scope().region().equals(own.region())) {
        return Optional.empty();
      }
      boolean foreign = !row.scope().equals(own);
      if (shared && foreign && Shares.names(row.internal(), own.account())) {
        return Optional.of(shown(row, SHARED));
      }
      return all && Shares.isPublic(row.internal())
          ? Optional.of(shown(row, PUBLIC))
          : Optional.empty();
    }

    /** Its tags are its owner's, and for the owner's eyes. */
    private static DBSnapshot shown(Row<DBSnapshot, SnapshotInternals> row, String type) {
      return row.shown().toBuilder()
          .dbSnapshotIdentifier(row.shown().dbSnapshotArn())
          .snapshotType(type)
          .tagList(List.<Tag>of())
          .build();
    }
  }

  private static void requireKnownType(@Nullable String type) {
    if (type != null && !TYPES.contains(type)) {
      throw RdsFaults.invalidValue("Unsupported snapshot type: " + type);
    }
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equalsIgnoreCase(actual);
  }
}
