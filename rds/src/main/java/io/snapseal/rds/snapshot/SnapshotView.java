package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What a describe call looks at: an account's own snapshots, and those of others that it may copy
 * and restore, which are named by their ARNs (RDS API reference, {@code DescribeDBSnapshots}).
 *
 * @param mine whether at the account's own
 * @param shared whether at what is shared with the account by name
 * @param all whether at what is public
 */
public record SnapshotView<T extends SdkPojo>(
    SnapshotKind<T> kind, Scope own, boolean mine, boolean shared, boolean all) {
  private static final String SHARED = "shared";
  private static final String PUBLIC = "public";
  private static final List<String> TYPES =
      List.of("automated", "manual", SHARED, PUBLIC, "awsbackup");

  /** The view of a request, or AWS's fault for an unknown type. */
  public static <T extends SdkPojo> SnapshotView<T> of(
      SnapshotKind<T> kind,
      Scope own,
      @Nullable String type,
      @Nullable Boolean includeShared,
      @Nullable Boolean includePublic) {
    if (type != null && !TYPES.contains(type)) {
      throw RdsFaults.invalidValue("Unsupported snapshot type: " + type);
    }
    if (type != null) {
      boolean shared = type.equals(SHARED);
      boolean all = type.equals(PUBLIC);
      return new SnapshotView<>(kind, own, !shared && !all, shared, all);
    }
    return new SnapshotView<>(
        kind, own, true, Boolean.TRUE.equals(includeShared), Boolean.TRUE.equals(includePublic));
  }

  /**
   * Everything that is looked at.
   *
   * @param id the one snapshot that is asked for, or null
   */
  public List<T> seen(Handle handle, @Nullable String id) {
    if (id != null) {
      return List.of(named(handle, id));
    }
    List<Row<T, SnapshotInternals>> rows =
        shared || all ? kind.table().everywhere(handle) : kind.table().list(handle, own);
    return rows.stream().flatMap(row -> of(row).stream()).toList();
  }

  private T named(Handle handle, String id) {
    RdsArn arn = kind.named(own, id);
    if (arn.scope().equals(own)) {
      Row<T, SnapshotInternals> row = kind.row(handle, own, arn.id());
      return of(row).orElse(row.shown());
    }
    return kind.table()
        .find(handle, arn.scope(), arn.id())
        .flatMap(this::of)
        .orElseThrow(() -> kind.notFound(arn.toString()));
  }

  /** The snapshot as the account sees it, if it looks at it. */
  private Optional<T> of(Row<T, SnapshotInternals> row) {
    if (mine && row.scope().equals(own)) {
      return Optional.of(row.shown());
    }
    if (!row.scope().region().equals(own.region())) {
      return Optional.empty();
    }
    boolean foreign = !row.scope().equals(own);
    if (shared && foreign && Shares.names(row.internal(), own.account())) {
      return Optional.of(kind.foreign(row.shown(), SHARED));
    }
    return all && Shares.isPublic(row.internal())
        ? Optional.of(kind.foreign(row.shown(), PUBLIC))
        : Optional.empty();
  }
}
