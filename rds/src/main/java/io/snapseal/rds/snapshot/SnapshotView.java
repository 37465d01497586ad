package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
   * What is looked at: the account's own by their names, then those of others by their ARNs.
   *
   * @param id the one snapshot that is asked for, or null
   * @param after the name or ARN after which to begin; empty for the first
   * @param narrowed spares the reading of rows that cannot be wanted
   * @param most how many at most
   */
  public List<T> seen(
      Handle handle,
      @Nullable String id,
      String after,
      UnaryOperator<Seek> narrowed,
      Predicate<T> wanted,
      int most) {
    if (id != null) {
      return Stream.of(named(handle, id)).filter(wanted).toList();
    }
    boolean amongOthers = after.startsWith("arn:");
    List<T> found = new ArrayList<>();
    if (mine && !amongOthers) {
      Seek from = narrowed.apply(Seek.in(own, after, most));
      found.addAll(
          Pages.first(
              handle, kind.table(), from, row -> Optional.of(row.shown()).filter(wanted), most));
    }
    if ((shared || all) && found.size() < most) {
      Seek from = narrowed.apply(Seek.everyones(own.region(), place(after), most));
      found.addAll(
          Pages.first(
              handle,
              kind.table(),
              from.keeping(lookedFor()),
              row -> ofOthers(row).filter(wanted),
              most - found.size()));
    }
    return found;
  }

  /** What the rows of others that it looks at keep. */
  private String[] lookedFor() {
    return Stream.of(shared ? own.account() : null, all ? Shares.ALL : null)
        .filter(Objects::nonNull)
        .toArray(String[]::new);
  }

  private static Seek.Place place(String after) {
    return RdsArn.parse(after)
        .map(arn -> new Seek.Place(arn.scope().account(), arn.id()))
        .orElse(Seek.BEGINNING);
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
    return mine && row.scope().equals(own) ? Optional.of(row.shown()) : ofOthers(row);
  }

  /** The snapshot as one that may be another's, too, if it is looked at as such. */
  private Optional<T> ofOthers(Row<T, SnapshotInternals> row) {
    boolean foreign = !row.scope().equals(own);
    if (!row.scope().region().equals(own.region()) || (mine && !foreign)) {
      return Optional.empty();
    }
    if (shared && foreign && Shares.names(row.internal(), own.account())) {
      return Optional.of(kind.foreign(row.shown(), SHARED));
    }
    return all && Shares.isPublic(row.internal())
        ? Optional.of(kind.foreign(row.shown(), PUBLIC))
        : Optional.empty();
  }
}
